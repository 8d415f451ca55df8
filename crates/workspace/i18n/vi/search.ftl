### Tìm trong trang làm việc.

find-title = Tìm
find-ask = Nhập tên hoặc mã của cơ quan, người dùng hay lần nhập; có dấu hay không dấu đều được.
find-lead = { $count } kết quả cho “{ $wanted }”.
find-nothing = Không thấy gì cho “{ $wanted }”. Hãy thử ít chữ hơn, hoặc tìm trên cổng công khai.
find-all = Xem tất cả
find-public = Tìm trên cổng công khai
