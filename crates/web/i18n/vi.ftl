### Lời chung của mọi trang. Tiếng Việt trước; tệp en.ftl có cùng khóa.

## Mọi trang

og-locale = vi_VN
site-description = Các chỉ số đo lường việc chính quyền phục vụ người dân: kết quả, thứ hạng và cách tính từng điểm.
skip = Đến nội dung chính
nav-main = Mục chính
nav-crumbs = Vị trí của trang này
nav-foot = Các mục khác
nav-start = Trang chủ
nav-indices = Chỉ số
nav-published = Đợt đánh giá
nav-surveys = Khảo sát
nav-answer = Trả lời khảo sát
nav-data = Dữ liệu
nav-about = Giới thiệu
other-language = English
foot-what = Mỗi con số ở đây đều có nguồn. Số tính tại đây còn có lời giải đến từng điểm.
foot-licence = Phần mềm nguồn mở, giấy phép Apache-2.0.
sign-in = Đăng nhập
to-workspace = đến trang làm việc

## Trang báo lỗi

error-no-page = Không có trang này
error-no-page-help = Địa chỉ có thể đã gõ sai, hoặc trang đã được đổi chỗ.
error-forbidden = Quý vị chưa có quyền làm việc này
error-forbidden-help = Vai trò hiện nay của quý vị không gồm việc này, hoặc đã hết hạn. Nếu cần, xin đề nghị người quản trị của cơ quan giao vai trò phù hợp.
error-second-factor = Cần xác thực hai lớp
error-second-factor-help = Việc này chỉ làm được trong phiên đã xác thực bằng mã trên điện thoại. Xin xác thực rồi thử lại.
to-second-factor = Xác thực hai lớp
error-other-site = Yêu cầu không được gửi từ trang này
error-other-site-help = Để bảo vệ tài khoản, chúng tôi chỉ nhận biểu mẫu gửi từ chính trang này. Xin mở lại trang có biểu mẫu rồi gửi lại.
error-old-form = Biểu mẫu này đã cũ
error-old-form-help = Quý vị đã đăng nhập hoặc đăng xuất sau khi mở biểu mẫu. Xin quay lại, tải lại trang rồi gửi lại; nội dung chưa được ghi.
error-too-large = Nội dung gửi lên quá lớn
error-too-large-help = Nội dung hoặc tệp vượt quá dung lượng cho phép. Xin chia nhỏ hoặc nén tệp rồi gửi lại. Nút Quay lại của trình duyệt đưa về trang trước.
error-unreadable = Không đọc được nội dung gửi lên
error-unreadable-help = Biểu mẫu gửi lên bị thiếu hoặc sai định dạng. Xin quay lại, tải lại trang rồi gửi lại.
error-defect = Chưa hiển thị được trang này
error-defect-help = Đã có lỗi ở phía chúng tôi. Xin thử lại sau ít phút.
error-ways = Mời xem
error-way-work = Việc của tôi
error-way-indices = Danh sách chỉ số
error-way-start = Trang chủ

## Khung của trang làm việc

shell-menu = Danh mục
shell-rail = Các phần của trang làm việc
shell-search = Tìm
shell-account = Tài khoản của
shell-public = Cổng công khai
sign-out = Đăng xuất

## Biểu mẫu

field-optional = (không bắt buộc)
field-error = Lỗi:
field-day-hint = Ngày/tháng/năm (dd/mm/yyyy)
field-search = Gõ để thu gọn danh sách
field-search-none = Không có mục nào khớp
field-candidates = Có phải là một trong các cơ quan sau?
form-errors = Có chỗ cần sửa
autosave-saving = Đang tự lưu…
autosave-saved = Đã tự lưu lúc
autosave-failed = Chưa tự lưu được; sẽ thử lại. Xin đừng đóng trang này.
autosave-changed = Người khác vừa lưu mục này. Hãy bấm nút lưu để xem cả hai bản; phần anh/chị nhập vẫn còn trên màn hình.
autosave-wrong = Chưa lưu: có mục chưa đúng. Hãy bấm nút lưu để xem.

## Bảng

table-filter = Lọc bảng
table-apply = Lọc
table-clear = Bỏ lọc
table-nothing = Không có dòng nào khớp.
table-density = Độ thưa của bảng
table-comfortable = Giãn dòng
table-compact = Thu gọn
table-rows = { $shown } dòng
table-range = Dòng { $from }–{ $to } trong { $of }
table-pages = Các trang của bảng
table-page = Trang
table-previous = Trước
table-next = Sau
table-download = Tải bảng:
table-copy = Sao chép bảng
inbox-record = Hồ sơ đang mở
inbox-close = Về danh sách
inbox-full = Mở trang đầy đủ
inbox-keys = Phím j, k: lên xuống; Enter: mở; Esc: đóng.

## Tình trạng

status-overdue = Quá hạn
status-due-soon = Sắp đến hạn
status-returned = Bị trả lại
status-waiting = Đang chờ
status-open = Đang làm
status-done = Đã xong

## Các phần khác

stepper-label = Các bước
stepper-place = Bước { $step } trong { $of }
stepper-done = đã xong
secret-copy = Sao chép
secret-copied = Đã sao chép
secret-once = Chỉ hiện một lần. Xin cất vào nơi an toàn trước khi rời trang.

## Trang trưng bày các phần

parts-title = Các phần của trang
parts-lead = Mọi phần dùng để dựng trang, ở mọi trạng thái. Số liệu ở đây chỉ để minh họa; không có gì được ghi lại.
parts-workspace = Khung của trang làm việc
parts-nothing-found = lọc không còn dòng nào
parts-nothing-yet = chưa có gì
said-parts-sent = Biểu mẫu đã đúng. Không có gì được ghi lại.
parts-whole-pages = Mỗi phần này là đầu của một trang riêng.
