heirs-title = Cơ quan kế thừa
heirs-lead = { $count ->
    [0] Mọi đơn vị không còn hoạt động đều đã có cơ quan trả lời trong đợt này.
   *[other] { $count } đơn vị không còn hoạt động chưa có cơ quan trả lời. Hãy chọn cơ quan cho từng đơn vị.
  }
heirs-ahead = Chọn cơ quan trả lời cho { $count } đơn vị không còn hoạt động
heirs-unit = Đơn vị trong đợt
heirs-became = Thay đổi
heirs-answers = Cơ quan trả lời
heirs-carried-on = Có một cơ quan kế thừa toàn bộ
heirs-divided = Chia, tách thành { $parts }
heirs-ended = Kết thúc, chưa ghi cơ quan kế thừa
heirs-nobody = Chưa chọn
heirs-none = Mọi đơn vị đang hoạt động
heirs-none-help = Khi có đơn vị được chia, tách hoặc kết thúc, hãy chọn cơ quan trả lời tại đây.
heirs-for = Cơ quan trả lời cho { $unit }
heirs-who = Cơ quan trả lời
heirs-who-hint = Ghi tên hoặc mã của một cơ quan đang hoạt động.
heirs-reason = Lý do
heirs-reason-hint = Ví dụ: số văn bản giao nhiệm vụ.
heirs-name = Chọn cơ quan này
event-heir-named = Chọn { $heir } trả lời cho { $unit }
said-heir-named = Đã chọn cơ quan trả lời.
conflict-title = Đây là đơn vị của anh/chị
conflict-appraise = Anh/chị thuộc { $own } nên không thẩm định { $units }.
conflict-vote = Anh/chị thuộc { $own } nên không biểu quyết về { $units }, chỉ có thể không có ý kiến.
conflict-reopen = Anh/chị thuộc { $own } nên không gia hạn cho { $units }. Hãy để người khác của cơ quan tổ chức đợt gia hạn.
conflict-results = Anh/chị thuộc { $own } nên chưa được xem kết quả thẩm định của { $units } và thứ hạng, cho đến khi đơn vị được xem.
conflict-report = Báo cáo tổng hợp có kết quả thẩm định của { $units } mà anh/chị thuộc { $own } chưa được xem. Hãy để người khác của cơ quan tổ chức đợt lập báo cáo.
conflict-correct = Anh/chị thuộc { $own } nên không đính chính điểm của { $units }. Hãy để người khác của cơ quan tổ chức đợt đính chính.
