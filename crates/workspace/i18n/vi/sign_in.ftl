### Đăng nhập, đăng xuất, liên kết dùng một lần.

sign-in-title = Đăng nhập
sign-in-mail = Địa chỉ thư điện tử
sign-in-password = Mật khẩu
sign-in-button = Đăng nhập
sign-in-mail-missing = Hãy nhập địa chỉ thư điện tử.
sign-in-password-missing = Hãy nhập mật khẩu.
sign-in-or = Hoặc
sign-in-provider = Đăng nhập bằng { $name }
sign-in-provider-only = Quý vị đăng nhập bằng tài khoản của cơ quan mình.
sign-in-forgotten = Quên mật khẩu?
sign-in-forgotten-ask = Quên mật khẩu? Xin đề nghị người quản trị của cơ quan tạo liên kết để chọn mật khẩu mới.
said-signed-out = Quý vị đã đăng xuất.
sign-out-title = Đăng xuất?
sign-out-button = Đăng xuất
sign-out-stay = Ở lại

## Xác thực hai lớp

code-title = Xác thực hai lớp
code-lead = Mật khẩu đã đúng. Xin nhập mã sáu chữ số mà ứng dụng trên điện thoại đang hiện.
code-label = Mã xác thực
code-hint-recovery = Không có điện thoại bên mình? Hãy nhập một mã dự phòng chưa dùng.
code-button = Tiếp tục
code-other-account = Dùng tài khoản khác

## Liên kết dùng một lần

first-title = Người quản trị đầu tiên
first-lead = Hệ thống chưa có người quản trị. Người điền biểu mẫu này sẽ quản trị toàn hệ thống và mời những người khác. Không có mật khẩu mặc định nào.
first-lead-provider = Hệ thống chưa có người quản trị. Người điền biểu mẫu này sẽ quản trị toàn hệ thống và mời những người khác. Ở đây chỉ đăng nhập qua hệ thống định danh của cơ quan: hãy ghi đúng địa chỉ thư mà hệ thống đó biết.
first-button = Tạo tài khoản và đăng nhập
first-button-provider = Tạo tài khoản và đăng nhập qua hệ thống định danh
invitation-title = Chào { $name }
invitation-lead = Quý vị được mời sử dụng hệ thống này. Xin chọn mật khẩu để bắt đầu.
invitation-button = Chọn mật khẩu và đăng nhập
password-new = Mật khẩu mới
password-hint = Ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất; không cần ký tự đặc biệt.
password-again = Nhập lại mật khẩu mới
recover-title = Quên mật khẩu
recover-lead = Nhập địa chỉ thư dùng để đăng nhập. Chúng tôi gửi tới đó một liên kết để chọn mật khẩu mới.
recover-button = Gửi liên kết
recover-back = Về trang đăng nhập
recover-sent = Xin xem hộp thư
recover-sent-next = Nếu { $mail } là địa chỉ của một tài khoản ở đây, một liên kết sẽ tới trong vài phút. Liên kết dùng được một lần, trong 30 phút.
recover-sent-none = Không nhận được thư? Hãy xem mục thư rác, kiểm tra lại địa chỉ, hoặc đề nghị người quản trị của cơ quan tạo liên kết.
recover-choose-title = Chọn mật khẩu mới
recover-choose-lead = Sau khi chọn, mọi phiên đăng nhập khác của quý vị kết thúc.
recover-choose-button = Đặt mật khẩu và đăng nhập
