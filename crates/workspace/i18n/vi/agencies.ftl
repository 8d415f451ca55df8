### Cơ quan, đơn vị qua thời gian.

agencies-title = Cơ quan, đơn vị
agencies-lead = { $count } cơ quan, đơn vị tại ngày { $day }.
agencies-find = Tìm theo tên hoặc mã
agencies-within = Thuộc
agencies-anywhere = Cả nước
agencies-level = Cấp
agencies-any-level = Mọi cấp
agencies-any-kind = Mọi loại
agencies-day = Tại ngày
agencies-day-wrong = Ngày nhập chưa đúng, nên bảng dưới đây là của hôm nay. Hãy nhập ngày có thật, ví dụ 30/06/2025.
agencies-empty = Không có cơ quan nào vào ngày này
agencies-empty-text = Hãy chọn một ngày khác, hoặc nhập danh mục cơ quan từ tệp.
agencies-today = Xem danh sách hôm nay
agencies-import = Nhập danh mục từ tệp
agency-name = Tên
agency-kind = Loại
agency-codes = Mã
agency-parent = Cơ quan cấp trên
agency-above = Các cấp trên
agency-days = Thời gian
agency-below = Đơn vị trực thuộc
agency-lead = { $kind }, trực thuộc { $parent }.
agency-ended = Đơn vị này nay không còn. Trang này cho thấy ngày cuối cùng của đơn vị.
agency-to-come = Đơn vị này chưa có hiệu lực. Trang này cho thấy ngày đầu tiên của đơn vị.
agency-to-parent = Xem cấp trên
agency-note = Ghi chú
agency-source = Nguồn
agency-facts = Tên, loại, cấp trên, mã qua thời gian
agency-what = Nội dung
agency-value = Giá trị
agency-when = Thời gian
agency-no-limit = không giới hạn
agency-alias = Tên gọi khác
agency-lineage = Sắp xếp, thay đổi
agency-event = { $kind }: { $from } → { $to }
agency-event-ended = { $kind }: { $from }
agency-children = Đơn vị trực thuộc
agency-ways = Thao tác
agency-journal = Xem nhật ký thay đổi của cơ quan này
variable-population = dân số
variable-area = diện tích

## Nhập mới, thay đổi

agency-new = Thêm đơn vị trực thuộc
agency-name-vi = Tên đầy đủ bằng tiếng Việt
agency-name-en = Tên tiếng Anh
agency-code-system = Hệ mã
agency-code = Mã
agency-code-hint = Giữ nguyên các số 0 ở đầu, ví dụ 00004.
agency-h26-hint = Ví dụ 000.00.15.H38
agency-alias-hint = Cách viết khác của tên trong các bảng bên ngoài, ví dụ “TP. HCM”. Các tên gọi khác cũ vẫn còn.
agency-from-day = Từ ngày
fact-name = Sửa lỗi trong tên
fact-code = Ghi mã mới
fact-alias = Thêm tên gọi khác
fact-kind = Đổi loại
fact-parent = Sửa cấp trên ghi sai
event-merge = Hợp nhất, sáp nhập với đơn vị khác
event-split = Chia, tách
event-rename = Đổi tên theo quyết định
event-move = Chuyển sang cấp trên khác theo quyết định
event-dissolve = Giải thể
event-day = Ngày có hiệu lực (ngày đầu tiên của tình trạng mới)
event-others = Các đơn vị khác cùng hợp nhất
event-others-hint = Mỗi dòng một đơn vị: mã hoặc tên vào ngày trước đó.
event-result = Đơn vị sau hợp nhất
event-merge-children = Các đơn vị trực thuộc của đơn vị kết thúc hoạt động chuyển về đơn vị này từ ngày có hiệu lực.
event-split-result = Các đơn vị sau chia, tách
event-split-children = Các đơn vị trực thuộc trước hết chuyển về đơn vị thứ nhất; sau đó hãy đổi cơ quan cấp trên cho từng đơn vị, hoặc nhập từ tệp.
preview-more-problems = Và { $count } lỗi khác.
preview-more-rows = và { $count } thay đổi khác
event-goes-on = { $name } tiếp tục tồn tại và nhận các đơn vị kia (nếu không chọn, một đơn vị mới được lập)
event-first-goes-on = Đơn vị thứ nhất dưới đây chính là { $name }, tiếp tục tồn tại
event-variable = Tỷ lệ tính theo
event-variable-hint = Tỷ lệ dùng để dựng chuỗi số liệu cho các đơn vị mới. Có thể để trống mọi tỷ lệ nếu chưa biết.
event-part = Đơn vị thứ { $number }
event-share = Tỷ lệ nhận từ đơn vị cũ
event-decided = Căn cứ
event-decision = Số, ngày của quyết định hoặc nghị quyết
event-decision-hint = Ví dụ: Nghị quyết 202/2025/QH15
event-note = Ghi chú cho người đọc
event-note-hint = Hiện công khai bên cạnh sự kiện.

## Xem trước khi ghi

preview-see = Xem trước thay đổi
preview-title = Những gì sẽ thay đổi
preview-event = Sự kiện
preview-same-name = Cùng cấp trên đã có một đơn vị khác tên “{ $name }” vào ngày đó (mã { $other }). Hãy kiểm tra có phải ghi trùng không.
preview-before = Trước
preview-after = Sau
preview-new = Đơn vị mới
preview-do = Ghi thay đổi
preview-edit = Sửa lại
preview-changed = Người khác vừa thay đổi các cơ quan này. Xin xem lại bảng dưới đây trước khi ghi.
said-agency-added = Đã thêm cơ quan.
said-agency-changed = Đã ghi thay đổi.
said-event-entered = Đã ghi việc sắp xếp, thay đổi.

## Sự kiện đã ghi: sửa, rút lại

agency-parent-hint = Chọn trong danh sách, hoặc gõ tên hay mã, có dấu hoặc không dấu.
event-merge-parent-hint = Chỉ cần ghi khi các đơn vị hợp nhất thuộc các cơ quan khác nhau. Nếu để trống, đơn vị mới giữ cơ quan cấp trên của các đơn vị cũ.
event-see = Xem sự kiện
event-journal = Xem nhật ký thay đổi của các sự kiện
event-decision-correct = Sửa số quyết định
event-take-back = Rút lại sự kiện
event-take-back-what = Sự kiện ghi nhầm
event-take-back-hint = Danh mục trở lại như trước khi ghi sự kiện; nhật ký vẫn giữ cả lần ghi lẫn lần rút lại. Không rút lại được khi đã có sự kiện hoặc thay đổi khác dựa vào sự kiện này.
preview-taken-back = Sự kiện được rút lại
preview-event-alone = Sự kiện này được nhập từ tệp: chỉ sự kiện được bỏ đi, các cơ quan giữ nguyên như trong danh mục đã nhập.
preview-gone = Bỏ khỏi danh mục
said-event-corrected = Đã sửa số quyết định.
said-event-taken-back = Đã rút lại sự kiện.
