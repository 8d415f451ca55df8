### Nhật ký thay đổi.

journal-title = Nhật ký thay đổi
journal-lead = Mọi thay đổi: ai làm, khi nào, làm gì, vì sao. Các dòng nối nhau bằng mã băm, nên sửa hay xóa một dòng đều bị phát hiện.
journal-find = Tên hoặc mã đối tượng
journal-anybody = Mọi người
journal-anything = Tất cả
journal-from = Từ ngày
journal-to = Đến hết ngày
journal-number = Số
journal-when = Thời điểm
journal-who = Ai
journal-what = Hành động
journal-about = Đối tượng
journal-why = Lý do
journal-key = Mã
journal-operation = Thao tác
journal-before = Trước
journal-after = Sau
journal-request = Mã yêu cầu
journal-hash = Mã băm
journal-entry = Dòng nhật ký số
journal-older = Các dòng cũ hơn
journal-newest = Về các dòng mới nhất
journal-empty = Chưa có dòng nhật ký nào
journal-empty-text = Mọi thay đổi trong hệ thống sẽ hiện ở đây.
