### Khung của các trang làm việc, và lời từ chối chung.

rail-work = Việc của tôi
rail-notices = Thông báo
rail-people = Người dùng
rail-roles = Vai trò
rail-rounds = Đợt đánh giá
rail-surveys = Khảo sát
rail-interviews = Phỏng vấn
rail-agencies = Cơ quan, đơn vị
rail-imports = Nhập từ tệp
rail-keys = Khóa API
rail-boundary = Ranh giới
rail-journal = Nhật ký
rail-account = Tài khoản của tôi
refused-second-factor = Xác thực hai lớp rồi quay lại
refused-signed-out = Phiên đăng nhập đã kết thúc
refused-signed-out-help = Nội dung vừa gửi chưa được ghi. Xin đăng nhập rồi làm lại.
refused-spent = Liên kết này không dùng được nữa
refused-spent-help = Mỗi liên kết chỉ dùng được một lần và có thời hạn. Xin đề nghị người quản trị gửi liên kết mới, hoặc đăng nhập nếu đã có mật khẩu.
refused-wait = Cần chờ một lát
refused-fields = Không làm được việc này
refused-store = Chưa ghi được
refused-elsewhere = Việc này làm ở máy chủ khác
wait-seconds = Đã thử quá nhiều lần. Xin thử lại sau { $count } giây.
wait-minutes = Đã thử quá nhiều lần. Xin thử lại sau { $count } phút.
shown-already = Nội dung này chỉ hiện một lần
shown-already-text = Khóa hoặc liên kết chỉ hiện một lần, trong vòng 5 phút sau khi tạo. Tải lại trang không tạo thêm gì. Nếu chưa kịp chép, xin thu hồi rồi tạo mới.
