### Lời trên cổng công khai. Tiếng Việt trước; tệp en.ftl có cùng khóa.

## Mọi trang

source = Nguồn
chart-as-table = Xem dưới dạng bảng
answer-label = Kết quả chính
mean = Trung bình
why = Vì sao?
points = { $value } điểm
count-units = { $shown } đơn vị

## Trang báo lỗi

error-no-dataset = Không có bộ số liệu này
error-no-dataset-help = Chỉ số, cấp hoặc năm trong địa chỉ không có trong danh mục.
error-no-unit = Không có đơn vị này
error-no-unit-help = Bộ số liệu này không có đơn vị mang mã như trong địa chỉ. Mã đơn vị chỉ có nghĩa cùng với năm: một số mã đã đổi chủ khi sắp xếp đơn vị hành chính năm 2025.
error-no-node = Không có lời giải cho mục này
error-no-node-help = Tiêu chí không có trong bộ tiêu chí, hoặc đây là số liệu đã công bố, không phải số tính tại đây.
error-no-rulebook = Không có bộ tiêu chí này
error-no-rulebook-help = Mã hoặc bản của bộ tiêu chí trong địa chỉ không có trong danh mục.

## Trang đầu

start-title = Chính quyền phục vụ người dân tốt đến đâu?
start-lead = Kết quả các chỉ số cải cách hành chính, hài lòng và quản trị của bộ, tỉnh qua các năm; con số nào tính được thì có lời giải đến từng điểm.
start-find = Tìm đơn vị hoặc chỉ số
start-find-hint = Ví dụ: Hải Phòng, Bộ Tư pháp, SIPAS. Gõ không dấu cũng được.
start-find-go = Tìm
start-invited = Ông/Bà được mời trả lời khảo sát?
start-answer = Nhập mã mời
start-latest = Công bố gần nhất
start-surveys = Kết quả các khảo sát đã công bố
start-measured = Những gì được đo
start-measured-lead = Mỗi chỉ số là một bộ tiêu chí viết thành văn bản, ai cũng đọc và kiểm tra được.
start-how = Một con số hình thành như thế nào
start-how-1 = Số liệu vào.
start-how-1-text = Tự đánh giá có tài liệu kiểm chứng, phiếu điều tra, hồ sơ, thống kê; số nào cũng ghi nguồn.
start-how-2 = Bộ tiêu chí tính.
start-how-2-text = Quy tắc là dữ liệu, có ngày hiệu lực và căn cứ pháp lý, không nằm trong mã chương trình.
start-how-3 = Kết quả ra, kèm lời giải.
start-how-3-text = Từng bước tính được ghi lại; dùng máy tính cầm tay cũng kiểm tra được.

## Tìm kiếm

search-title = Tìm đơn vị hoặc chỉ số
search-title-for = Kết quả tìm “{ $wanted }”
search-nothing = Không tìm thấy đơn vị hay chỉ số nào.
search-units = Đơn vị
search-indices = Chỉ số
search-no-results = Chưa có số liệu.

## Danh sách chỉ số

indices-title = Các chỉ số
indices-lead = Nhãn cạnh mỗi chỉ số cho biết số liệu lấy từ đâu và bộ tiêu chí đáng tin đến mức nào.
indices-values = Có số liệu
indices-methods = Chỉ có phương pháp
indices-methods-lead = Bộ tiêu chí đọc được toàn văn; số liệu của từng đơn vị không kèm theo vì giấy phép của nguồn, hoặc vì chưa có.
indices-method = Bộ tiêu chí:
index-par-index-province-title = Chỉ số cải cách hành chính (PAR INDEX) của các tỉnh, thành phố
index-par-index-province-text = Đo kết quả cải cách hành chính hằng năm của Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương, từ tự đánh giá đã được thẩm định và từ điều tra xã hội học; tính theo phần trăm số điểm có thể đạt.
index-sipas-province-title = Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) của các tỉnh, thành phố
index-sipas-province-text = Đo mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính nhà nước, từ điều tra xã hội học hằng năm tại các tỉnh, thành phố.

## Một công bố

answer-mean = Trung bình của các { $units } năm { $year }
answer-first = Cao nhất năm { $year }: { $name }
leads = { $name } dẫn đầu.
dataset-findings = Điểm chính
dataset-recomputed = Theo điểm tính lại từ các điểm thành phần đã làm tròn
dataset-ranking = Bảng xếp hạng
dataset-compare = So sánh các đơn vị
dataset-charts = Biểu đồ
dataset-how = Kết quả này từ đâu ra
dataset-how-computed = Tính tại đây từ số liệu theo bộ tiêu chí
dataset-how-published = Đây là số đã công bố, chép lại kèm nguồn; chưa có số liệu chi tiết để tính lại.
dataset-related = Bộ tiêu chí liên quan
dataset-years = Các năm
notice-simulated = Số liệu mô phỏng
notice-simulated-text = Mọi con số trên trang này được tạo ra để minh họa cách hiển thị, không phải kết quả của đơn vị nào.
notice-reconstructed = Bộ tiêu chí dựng lại
notice-illustrative = Bộ tiêu chí minh họa
notice-note = Ghi chú
fact-highest = Cao nhất
fact-lowest = Thấp nhất
fact-moved = Tăng và giảm
fact-moved-note = đơn vị, so với { $year }
fact-known = Có điểm
fact-rank = Thứ hạng
fact-since = { $change } so với { $year }
fact-mean = So với trung bình
fact-mean-note = trung bình { $mean }
fact-interval = Khoảng tin cậy
basis-derived = Suy ra từ số đã công bố
basis-quoted = Dẫn theo
basis-computed = Tính tại đây từ số liệu và bộ tiêu chí
basis-simulated = Tính tại đây từ số liệu mô phỏng
sentences-more = Xem thêm { $shown } điểm
sentences-figures = Số liệu đã dùng

## Bảng xếp hạng

ranking-caption = Xếp hạng: { $title }
ranking-filter = Lọc bảng xếp hạng
ranking-find = Tên đơn vị
ranking-all-regions = Mọi vùng
ranking-all-bands = Mọi nhóm
ranking-apply = Lọc
ranking-clear = Bỏ lọc
ranking-columns = Chọn cột
ranking-density = Độ thưa của bảng
density-comfortable = Giãn dòng
density-compact = Thu gọn
ranking-shown = { $shown } trong { $all } { $units }
ranking-all = { $known } có điểm
ranking-unknown = Chưa có số liệu: { $units }
ranking-nothing = Không có đơn vị nào khớp.
ranking-download = Tải bảng:
ranking-copy = Sao chép bảng
ranking-copied = Đã sao chép
column-rank = Hạng
column-value = Điểm
column-share = Kết quả (%)
column-change = So với { $year }
column-places = Số bậc tăng so với { $year }
column-published = Đã công bố
column-recomputed = Tính lại
column-source-published = Nguồn của số đã công bố
column-source-recomputed = Nguồn của số tính lại
column-verified = Tình trạng nguồn
column-moved = Đổi hạng
column-band = Nhóm
column-region = Vùng
column-year = Năm
column-max = Điểm tối đa
column-code = Mã

## Biểu đồ

measured-per-cent = % số điểm có thể đạt
measured-points = điểm
source-simulated = Số liệu mô phỏng của chiso
source-simulated-here = Số liệu mô phỏng của chiso
source-recomputed = chiso tính lại từ các điểm thành phần đã công bố theo bộ tiêu chí { $rulebook }
map-title = Năm { $year }: { $name } dẫn đầu
map-title-some = Năm { $year }: { $name } dẫn đầu; { $known } trong { $all } tỉnh, thành phố đã có số liệu
map-title-plain = Kết quả năm { $year } trên bản đồ
strip-title = Kết quả năm { $year } trải từ { $low } đến { $high }
regions-title = Năm { $year }: { $best } cao nhất, { $worst } thấp nhất
trend-title = Trung bình năm { $year } là { $value }
trend-title-plain = Trung bình qua các năm { $from }–{ $to }
trend-subtitle = Trung bình của các { $units } qua các năm; đường ngắt quãng ở năm đổi cách tính
history-title = { $name }, { $from }–{ $to }

## Một đơn vị

unit-title = { $name } – { $of }
place-among = xếp thứ { $rank } trong { $of } { $units }
place-alone = xếp thứ { $rank }
unit-value-rank = { $name } đạt { $value }, { $place } năm { $year }.
unit-value = { $name } đạt { $value } năm { $year }.
unit-rank = { $name } { $place } năm { $year }; chưa có giá trị.
unit-none = { $name } chưa có số liệu năm { $year }.
unit-why = Vì sao có con số này?
unit-compare = So sánh với đơn vị khác
unit-tree = Điểm theo từng lĩnh vực
unit-tree-help = Mở một dòng để xem các tiêu chí bên trong; “Vì sao?” dẫn đến lời giải của con số.
unit-parts = Điểm thành phần
unit-best = Nổi trội
unit-worst = Cần cải thiện
unit-history = Qua các năm
unit-source = Nguồn của con số
source-published = Đã công bố: { $value } – { $source }
unit-neighbours = Đơn vị liền kề trong bảng xếp hạng
other-reading = Số khác đã in:

## Lời giải

why-title = Vì sao: { $title }
why-sentence = { $name } được { $value } trên tối đa { $max } điểm.
why-sentence-place = { $name } được { $value } trên tối đa { $max } điểm, { $place }.
why-sentence-plain = { $name }: { $value }.
why-sentence-plain-place = { $name }: { $value }, { $place }.
why-part-of = Thuộc:
why-steps = Các bước tính
why-help = Mỗi dòng là một phép tính kiểm tra được bằng máy tính cầm tay.
why-parts = Từ các thành phần
why-rule = Quy tắc
why-rule-link = Xem trong bộ tiêu chí

## So sánh

compare = So sánh
compare-title = So sánh các đơn vị
compare-title-units = So sánh { $units }
compare-choose = Chọn đơn vị
compare-help = Chọn từ hai đến năm đơn vị; ô để trống được bỏ qua.
compare-none = – không chọn –
compare-go = So sánh
compare-table = Bảng so sánh
compare-what = Nội dung
compare-best = cao nhất
compare-bold = Ở mỗi dòng, số cao nhất in đậm; các số bằng nhau cùng in đậm; dòng nào mọi đơn vị bằng nhau thì không in đậm.
compare-unknown = Không có đơn vị này trong bảng, nên không so sánh được: { $units }
compare-too-many = Chỉ so sánh được nhiều nhất { $most } đơn vị; các đơn vị sau đã được bỏ qua.
compare-without = Bỏ
compare-finding = { $name } cao nhất trong các đơn vị đã chọn
compare-profile = Hình dạng kết quả theo lĩnh vực
compare-profile-measured = Tỷ lệ điểm đạt so với điểm tối đa của từng lĩnh vực
compare-radar-measured = Điểm của từng lĩnh vực; mỗi trục đi từ 0 đến điểm tối đa của lĩnh vực đó
compare-heat = Mạnh và yếu theo lĩnh vực

## Phương pháp

method-title = Phương pháp: { $title }
method-status = Bộ tiêu chí { $status }
method-about = Tóm tắt
method-edition = Bản
method-valid = Hiệu lực
method-units = Đơn vị được đánh giá
method-ranking = Xếp hạng
method-rounding = Làm tròn
method-missing = Khi thiếu số liệu
method-bands = Nhóm
method-legal = Căn cứ
method-download = Tải bộ tiêu chí:
method-tree = Các tiêu chí
method-tree-help = Mở một dòng để đọc quy tắc.
method-counts-flat = { $leaves } thành phần.
method-counts-deep = { $first } thành phần chính, { $leaves } chỉ tiêu ở cấp cuối.
method-counts-3 = { $first } lĩnh vực, { $second } tiêu chí, { $third } tiêu chí thành phần.
method-companions = Kết quả kèm theo
method-onwards = Xem tiếp
method-owner = Cơ quan thẩm định
method-origin = Nguồn số liệu
method-evidence = Tài liệu kiểm chứng

## Dữ liệu

data-title = Dữ liệu để tải
data-lead = Mọi bảng và mọi bộ tiêu chí, ở dạng máy và người đều đọc được.
data-publications = Kết quả
data-rulebooks = Bộ tiêu chí
data-what = Nội dung
data-known = Số đơn vị có điểm
data-kind = Tình trạng
data-files = Tệp
data-api = Chương trình đọc cùng các số liệu này qua API mở.
data-api-link = Xem cách dùng API

## API

api-title = API
api-lead = Cùng những số liệu trên cổng này, dành cho chương trình. Chỉ đọc, không cần khóa, mở cho mọi trang.
api-endpoints = Các địa chỉ
api-example = Ví dụ:
api-rules = Quy ước
api-rule-open = Mọi trang web đều gọi được (CORS mở cho GET).
api-rule-etag = Mỗi câu trả lời có ETag; gửi lại bằng If-None-Match sẽ nhận 304 khi không có gì mới.
api-rule-problem = Lỗi trả về theo application/problem+json (RFC 9457).
api-rule-missing = Giá trị trống luôn kèm lý do ở “missing”: blank, not_applicable, abstained, withheld, not_computable. Số 0 là một giá trị.
api-rule-order = Danh sách có thứ tự cố định; cùng số liệu thì cùng từng byte.

## Giới thiệu

about-title = Giới thiệu
about-lead = chiso tính và trình bày các chỉ số quản trị sao cho ai cũng kiểm tra được: số liệu vào, chỉ số ra, điểm nào cũng giải thích được.
about-how = Cách làm
about-how-text = Một chỉ số là một bộ tiêu chí viết thành văn bản: cây tiêu chí, điểm tối đa, quy tắc, căn cứ pháp lý, ngày hiệu lực. Chương trình đọc bộ tiêu chí và số liệu rồi tính; cùng đầu vào luôn cho cùng kết quả, đến từng byte.
about-why-text = Mỗi con số tính tại đây có đường dẫn “Vì sao?” đến lời giải: quy tắc, số liệu đã dùng, nguồn và từng bước tính.
about-badges = Ý nghĩa các nhãn
about-official = Đúng như văn bản chính thức.
about-reconstructed = Dựng lại từ kết quả đã công bố hoặc từ văn bản thứ cấp; kết quả tính lại có thể lệch chút ít so với số đã công bố, chỗ lệch được ghi rõ.
about-illustrative = Viết ra để minh họa hình thức; điểm trong đó không phải quy định của cơ quan nào.
about-simulated = Số liệu được tạo ra để minh họa; không phải kết quả của đơn vị nào.
about-unverified = Chưa ai đối chiếu với bản gốc.
about-checked = Số liệu nhập vào đã được người vận hành đối chiếu với nguồn.
about-published = Số đã công bố, chép lại kèm nguồn; không tính tại đây.
about-recomputable = Số tính tại đây từ số liệu chi tiết; điểm nào cũng có lời giải.
about-recomputable-total = Nguồn chỉ công bố các điểm thành phần đã làm tròn: tính lại được tổng điểm, không tính lại được từng tiêu chí.
about-method-only = Chỉ giới thiệu cách tính; ở đây không có số liệu của đơn vị nào.
about-incomplete = Mới biết số liệu của một số đơn vị; đơn vị còn lại ghi “chưa có số liệu”.
about-derived = Tính ra từ số khác của cùng nguồn, ví dụ giá trị năm nay trừ mức tăng đã in.
about-secondary = Chỉ biết qua một nguồn chép lại, không phải nơi công bố.
about-missing = Khi thiếu số liệu
about-missing-text = “Chưa có số liệu”, “không áp dụng”, “không cho ý kiến”, “không công bố” và “không tính được” là năm điều khác nhau, và đều khác số 0. Trang nào cũng ghi rõ là điều nào.
about-units = Đơn vị qua thời gian
about-units-text = Kết quả gắn với đơn vị của thời điểm đó: 63 tỉnh, thành phố đến hết 30/06/2025, 34 tỉnh, thành phố từ 01/07/2025. Một mã có thể thuộc về hai đơn vị khác nhau trước và sau mốc này.
about-map = Bản đồ
about-map-text = Bản đồ ở đây là bản đồ ô: mỗi tỉnh, thành phố một ô, đặt gần đúng vị trí, luôn có Hoàng Sa và Trường Sa. Diện tích ô không nói lên diện tích hay dân số.
about-licence = Giấy phép
about-licence-text = Phần mềm theo giấy phép Apache-2.0. Số liệu đã công bố thuộc về nguồn ghi bên cạnh.

## Các cách xem một công bố

views = Các cách xem
view-title = { $view }: { $of }
view-ranking = Xếp hạng
view-map = Bản đồ
view-trend = Diễn biến
view-heat-map = Theo thành phần
view-distribution = Phân bố
view-as-now = Theo 34 tỉnh
view-method = Phương pháp
view-notes = Cần biết khi đọc
view-nothing = Chưa đủ số liệu để vẽ.
map-boundary-note = Ranh giới theo tệp do đơn vị vận hành cung cấp; hình được giản lược để tải nhanh, đảo nhỏ được giữ lại bằng dấu chấm.
map-unplaced = Tệp ranh giới không có hình của: { $units }. Số liệu của các đơn vị này xem trong bảng.
histogram-title = { $above } trong { $all } { $units } cao hơn trung bình
distribution-lead = Một nửa số đơn vị nằm từ { $low } đến { $high }{ $unit }; trung vị là { $median }{ $unit }.
distribution-incomplete = Mới biết kết quả của { $known }, nên chưa nói được các đơn vị phân bố thế nào.
heat-lead = Mỗi dòng là một đơn vị, mỗi cột là một thành phần; ô càng đậm thì kết quả càng cao.
heat-sort = Xếp theo
heat-by-rank = Thứ hạng chung
heat-order = Thứ tự
heat-falling = Cao trước
heat-rising = Thấp trước
heat-go = Xếp
heat-measured = % điểm tối đa của từng thành phần
heat-title = Mạnh nhất ở “{ $best }”, yếu nhất ở “{ $worst }”
heat-title-plain = Kết quả theo thành phần
break-year = cách tính mới ({ $year })
break-units = đơn vị sau sắp xếp ({ $year })
trend-choose = Chọn đơn vị để xem qua các năm
trend-help = Chọn từ một đến sáu đơn vị; ô để trống được bỏ qua.
trend-go = Xem
trend-lead = { $units }, từ năm { $from } đến năm { $to }.
trend-lead-usual = Đang xem các đơn vị có nhiều năm số liệu nhất: { $units }, từ năm { $from } đến năm { $to }.
trend-up = { $name }: năm { $year } cao hơn năm { $before } { $by }
trend-down = { $name }: năm { $year } thấp hơn năm { $before } { $by }
trend-units-subtitle = { $of }, { $measured }; đường ngắt quãng ở năm thiếu số liệu và ở năm đổi cách tính
trend-unknown = Không có đơn vị này trong bảng, nên không vẽ được: { $units }
trend-too-many = Chỉ vẽ được nhiều nhất { $most } đơn vị; các đơn vị sau đã được bỏ qua.
column-break = Đổi cách tính

## Theo địa giới hiện nay

as-now-title = Năm { $year } theo 34 tỉnh, thành phố hiện nay: có số liệu của { $known } trong { $all }
as-now-parts = Từng số được dựng từ đâu
as-now-constructed = dựng lại
as-now-unchanged = giữ nguyên đơn vị
as-now-lacking = Chưa có số liệu của:
as-now-note-ranks = Không xếp hạng: chưa ai công bố thứ hạng của 34 tỉnh, thành phố cho các năm trước khi sắp xếp.
as-now-note-missing = Chỉ cần một tỉnh thành phần chưa có số liệu thì tỉnh mới cũng chưa có; không số nào được điền thay.
as-now-note-equal = Các tỉnh thành phần được tính ngang nhau vì chưa có bảng dân số của 63 tỉnh; đơn vị vận hành có thể nhập biến quyền số.
column-constructed = Cách có số liệu
column-made-of = Được tính từ
column-weights = Quyền số
switch-as = Theo địa giới
switch-then = Khi đó (63 tỉnh)
switch-now = Hiện nay (34 tỉnh)
error-no-as-now = Không có số liệu dựng lại
error-no-as-now-help = Chỉ kết quả của 63 tỉnh, thành phố trước ngày 01/07/2025 mới cần dựng lại theo 34 tỉnh, thành phố.

## Hai chỉ số cạnh nhau

explore = Đối chiếu
explore-title = Đối chiếu hai chỉ số hoặc thành phần
explore-lead = Chọn hai chỉ số hoặc thành phần bất kỳ; mỗi chấm là một đơn vị có cả hai số liệu.
explore-x = Trục ngang
explore-y = Trục dọc
explore-go = Vẽ
explore-total = Tổng
explore-subtitle = Ngang: { $x }. Dọc: { $y }
explore-all = { $n } đơn vị có cả hai số liệu.
explore-some = { $n } đơn vị có cả hai số liệu; { $left } đơn vị chỉ có một, nên không có trên hình.
explore-left-out = Không có trên hình vì thiếu số liệu “{ $measure }”: { $units }.
explore-together = “{ $x }” cao thường đi cùng “{ $y }” cao (r = { $r }, n = { $n })
explore-against = “{ $x }” cao thường đi cùng “{ $y }” thấp (r = { $r }, n = { $n })
explore-nothing = Không thấy liên hệ rõ giữa “{ $x }” và “{ $y }” (r = { $r }, n = { $n })
explore-few = “{ $x }” và “{ $y }” của { $n } đơn vị: còn quá ít để nói về liên hệ
explore-no-cause = r là hệ số tương quan Pearson, từ −1 đến 1. Hai số đi cùng nhau không có nghĩa là số này làm nên số kia.
explore-unknown = Không có chỉ số hoặc thành phần này, nên không vẽ được: { $names }

## Trang của đơn vị: thêm

moved-up = tăng { $shown } bậc
moved-down = giảm { $shown } bậc
moved-not = giữ nguyên thứ hạng
changed-up = cao hơn { $by } { $unit }
changed-down = thấp hơn { $by } { $unit }
changed-not = giá trị không đổi
moved-since = { $moved } so với năm { $year }
unit-trend = Diễn biến qua các năm
unit-definition = Các tiêu chí được định nghĩa thế nào
unit-peers = Trong vùng
peers-all = { $name } đứng thứ { $place } trong { $known } đơn vị của vùng { $region }.
peers-some = { $name } đứng thứ { $place } trong { $known } đơn vị đã có số liệu của vùng { $region } (vùng có { $all } đơn vị).
peers-title = Các đơn vị của vùng { $region }
peers-mean = Trung bình chung
unit-readings = Các số đã in cho năm này
unit-readings-help = Các nguồn in khác nhau; mọi số đều được giữ nguyên như đã in.
reading-use = Được dùng
reading-main = trong bảng và biểu đồ
reading-other = chỉ nêu để đối chiếu
cite-title = Trích dẫn trang này
cite-text = { $title }. chiso, { $url }
cite-text-day = { $title }. chiso, số liệu đến ngày { $day }, { $url }
cite-file = Tệp có toàn bộ bảng, không bao giờ đổi (CSV)

data-general = Bảng chung và bảng nhiều năm
data-series = { $of }: mọi năm
data-agencies = Các cơ quan qua thời gian
data-lineage = Sáp nhập, chia tách, đổi tên cơ quan
data-breaks = Điểm ngắt của chuỗi số liệu
data-terms = Giấy phép và địa chỉ
data-licence = Giấy phép:
data-publisher = Nơi công bố:
data-stable = Địa chỉ trong bảng trên không đổi; nội dung được cập nhật khi có số liệu mới.
data-permanent = Mỗi tệp còn có địa chỉ cố định mang mã SHA-256 của nội dung (tiêu đề Link, và mục “Trích dẫn trang này” của từng trang): địa chỉ đó luôn trả về đúng những byte ấy. Khi số liệu đổi, bản cũ còn đọc được chừng nào đơn vị vận hành còn giữ; bản không còn giữ thì báo không có, không bao giờ trả về nội dung khác.
data-missing = Ô trống là chưa có số liệu; #na là không áp dụng, #abstained là không cho ý kiến, #withheld là không công bố, #not_computable là không tính được. Số dựng lại theo 34 tỉnh luôn có cột ghi rõ.
data-catalogue = Danh mục dữ liệu mở (DCAT):
explore-part-of-whole = Một bên là thành phần của bên kia, nên hai số đi cùng nhau một phần là đương nhiên.
unit-tree-printed = Bản in có lĩnh vực và tiêu chí; tiêu chí thành phần và lời giải từng điểm xem trên trang.
start-explore = Đối chiếu hai chỉ số hoặc thành phần bất kỳ
as-now-years = Qua các năm, theo địa giới hiện nay
as-now-choose = Chọn từ một đến sáu tỉnh, thành phố hiện nay; ô để trống được bỏ qua.
as-now-series = { $units }: chuỗi dựng lại { $from }–{ $to }
as-now-download = Tải chuỗi dựng lại của mọi năm (CSV)
