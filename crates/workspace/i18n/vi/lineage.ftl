### Nhập từ tệp các lần sắp xếp, thay đổi đơn vị.

import-kind-lineage = Sắp xếp, thay đổi đơn vị
import-new-lineage = Nhập sắp xếp, thay đổi đơn vị
import-lead-lineage = Sáp nhập, chia, tách, đổi tên, chuyển, giải thể, thành lập. Mỗi dòng là một sự kiện. Các đơn vị trước và sau, cùng ngày bắt đầu và kết thúc, phải có sẵn: hãy nhập danh mục cơ quan trước.
try-summary-lineage = { $new } sự kiện mới, { $same } đã có.
lineage-kind = Sự kiện
lineage-date = Ngày
lineage-before = Trước
lineage-after = Sau
lineage-decision = Quyết định
