### Tài khoản của mình.

account-title = Tài khoản của tôi
account-ways = Đăng nhập
account-roles = Vai trò của tôi
account-roles-none = Quý vị chưa có vai trò nào
account-roles-none-help = Vai trò do người quản trị của cơ quan giao. Khi được giao, công việc sẽ hiện ở mục Việc của tôi.
account-lent = Vai trò đang ủy quyền
account-lent-none = Quý vị chưa ủy quyền cho ai
account-lent-none-help = Khi đi công tác hoặc nghỉ phép, có thể ủy quyền một vai trò cho người khác đến một ngày nhất định.
account-password-since = Đặt ngày { $day }
account-password-none = Chưa có
account-factor-on = Đang bật; còn { $count } mã dự phòng
account-factor-off = Chưa bật
account-joined = Đã nối
account-not-joined = Chưa nối
account-join = Nối
account-sessions = Các phiên đăng nhập
account-sessions-count = { $count } phiên đang mở
account-sessions-see = Xem
change = Sửa
save = Lưu
cancel = Hủy bỏ
said-account-changed = Đã lưu.
said-password-changed = Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.
said-factor-removed = Đã tắt xác thực hai lớp.
profile-title = Họ tên và ngôn ngữ
profile-lead = Địa chỉ thư là tên đăng nhập nên do người quản trị đổi.
password-old = Mật khẩu hiện nay
password-change-title = Đổi mật khẩu
password-change-lead = Đổi xong, mọi phiên đăng nhập khác của quý vị kết thúc.
password-change-button = Đổi mật khẩu

## Xác thực hai lớp

factor-lead = Khi bật, mỗi lần đăng nhập cần thêm một mã trên điện thoại. Ai biết mật khẩu cũng không vào được. Những việc quan trọng như mời người dùng, phân quyền, công bố chỉ làm được khi đã bật.
factor-lead-wanted = Vai trò của quý vị bắt buộc xác thực hai lớp. Xin bật ngay; đến lúc đó vai trò tạm ngưng.
factor-lead-pending = Còn hai bước nữa.
factor-lead-works = Mỗi lần đăng nhập cần thêm một mã trên điện thoại.
factor-lead-works-wanted = Vai trò của quý vị bắt buộc xác thực hai lớp nên không tắt được. Nếu đổi điện thoại, xin đề nghị người quản trị đặt lại.
factor-begin = Bắt đầu bật
factor-step-scan = 1. Quét mã này bằng ứng dụng xác thực trên điện thoại
factor-picture = Mã QR để thêm tài khoản này vào ứng dụng xác thực
factor-secret = Không quét được? Hãy nhập khóa này vào ứng dụng
factor-step-code = 2. Nhập mã mà ứng dụng đang hiện
factor-code-hint = Sáu chữ số, đổi sau mỗi 30 giây.
factor-confirm = Bật xác thực hai lớp
factor-done = Đã bật xác thực hai lớp
factor-codes = Mã dự phòng, mỗi mã dùng được một lần
factor-codes-keep = Hãy in hoặc chép các mã dự phòng dưới đây và cất nơi an toàn. Mỗi mã thay được điện thoại một lần.
factor-onwards = Đến việc của tôi
factor-back = Trở lại việc đang làm
factor-codes-renewed = Đã tạo mã dự phòng mới
factor-since = Bật từ ngày
factor-codes-left = Mã dự phòng
factor-codes-count = còn { $count } mã
factor-codes-title = Tạo mã dự phòng mới
factor-codes-button = Tạo mã mới, bỏ mã cũ
factor-remove-title = Tắt xác thực hai lớp
factor-remove-button = Tắt xác thực hai lớp

## Các phiên đăng nhập

session-lead = Những nơi quý vị đang đăng nhập. Thấy phiên lạ, hãy kết thúc phiên đó và đổi mật khẩu.
session-browser = Trình duyệt
session-browser-none = không rõ
session-address = Địa chỉ mạng
session-since = Đăng nhập lúc
session-seen = Hoạt động gần nhất
session-do = Phiên
session-this = Phiên này
session-end = Kết thúc
session-end-others = Kết thúc mọi phiên khác
said-session-ended = Đã kết thúc phiên đó.
said-sessions-ended = Đã kết thúc mọi phiên khác.

## Nối với hệ thống định danh

join-title = Nối với hệ thống định danh
join-lead = Nối xong, quý vị đăng nhập được bằng { $name }, kể cả khi ở đây không còn nhận mật khẩu. Quý vị sẽ đăng nhập ở đó một lần rồi trở lại đây.
join-button = Bắt đầu nối
join-there = Xin mở { $name }, đăng nhập bằng tài khoản của chính mình; xong sẽ tự trở lại đây.
join-go = Mở { $name }
join-done = Tài khoản của quý vị đã nối với { $name }; có thể đăng nhập bằng cách đó.
said-provider-joined = Đã nối với hệ thống định danh.
