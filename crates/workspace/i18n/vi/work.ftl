### Việc của tôi.

work-title = Việc của tôi
work-first = Nên làm trước
work-none = Hiện không có việc nào chờ quý vị.
work-see = Liên kết nhanh
work-portal = Trang công khai
work-indices = Các chỉ số
task-factor-wanted = Bật xác thực hai lớp để dùng vai trò của mình
task-factor-wanted-why = Vai trò của quý vị bắt buộc có. Đến khi bật, vai trò tạm ngưng.
task-factor = Bật xác thực hai lớp
task-factor-why = Mời người dùng, giao vai trò, công bố và những việc quan trọng khác chỉ làm được khi đã bật. Mất khoảng hai phút.
task-join = Nối tài khoản của mình với hệ thống định danh
task-join-why = Để vẫn vào được khi hệ thống chỉ còn nhận đăng nhập qua đó. Nên có ít nhất một người quản trị toàn hệ thống đã nối trước khi chuyển.
task-coordinator = Mời điều phối viên quốc gia
task-coordinator-why = Người này mở đợt đánh giá, giao việc thẩm định và công bố kết quả; người quản trị không làm được những việc đó.
task-invite = Mời những người cùng làm việc
task-invite-why = Mỗi người có tài khoản riêng và vai trò trong cơ quan mình. Nên có ít nhất hai người quản trị.
task-agencies = Nhập danh mục cơ quan
task-agencies-why = Các tỉnh đã có sẵn; sở, ngành, xã, phường nhập từ tệp CSV hoặc Excel, kiểm tra trước khi ghi.
task-role-ends = Vai trò { $role } hết hạn ngày { $day }
task-role-ends-why = Tại { $place }. Nếu còn làm tiếp, xin đề nghị người quản trị gia hạn.
task-role-rests = Vai trò được ủy quyền { $role } đang tạm ngưng
task-role-rests-why = Người ủy quyền hiện không giữ vai trò này ở { $place }.
