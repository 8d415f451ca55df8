### Vai trò: ai giữ, giao, kết thúc, ủy quyền.

assignments-title = Vai trò đã giao
assignments-lead = Ai giữ vai trò nào, ở đâu, đến bao giờ.
assignments-find = Tìm theo người hoặc cơ quan
assignments-none = Chưa có vai trò nào được giao
assignments-none-help = Một vai trò gắn với một cơ quan và một thời hạn. Một người có thể giữ nhiều vai trò.
role = Vai trò
role-all = Mọi vai trò
role-holder = Người giữ
role-place = Phạm vi
role-days = Thời hạn
role-standing = Tình trạng
role-to = Ủy quyền cho
do = Hành động
everywhere = Toàn hệ thống
choose = Hãy chọn
place-scope = { $agency } (tiêu chí { $scope })
role-lent-by = { $role }, { $lender } ủy quyền
standing-holds = Có hiệu lực
standing-later = Chưa đến ngày
standing-rests = Tạm ngưng
standing-over = Hết thời hạn
standing-ended = Đã kết thúc
roles-none = chưa có vai trò
roles-none-help = Không có vai trò, người này chỉ xem được trang công khai và tài khoản của mình.
role-end = Kết thúc
delegation-end = Chấm dứt ủy quyền

## Giao vai trò

role-new = Giao vai trò
role-mail = Địa chỉ thư của người nhận
role-mail-hint = Người này phải có tài khoản ở đây.
role-agency = Cơ quan
role-agency-hint = Gõ vài chữ để tìm, không cần dấu. Nhiều vai trò có hiệu lực cả ở đơn vị trực thuộc.
role-scope = Tiêu chí hoặc lĩnh vực
role-scope-hint = Mã cách nhau bằng dấu phẩy, ví dụ 1.2, 3. Để trống là tất cả.
role-from = Từ ngày
role-until = Đến hết ngày
role-give-button = Giao vai trò
said-role-given = Đã giao vai trò.

## Kết thúc

role-end-title = Kết thúc vai trò { $role } của { $holder }?
role-end-now = Vai trò hết hiệu lực ngay, ở mọi phiên đăng nhập.
role-end-stays = Những việc đã làm với vai trò này giữ nguyên.
role-end-button = Kết thúc vai trò
said-role-ended = Đã kết thúc vai trò.
delegation-end-title = Chấm dứt ủy quyền vai trò { $role } cho { $holder }?
delegation-end-button = Chấm dứt ủy quyền
said-delegation-ended = Đã chấm dứt ủy quyền.

## Ủy quyền

delegation-new = Ủy quyền một vai trò
lend-lead = Người được ủy quyền làm thay quý vị đến hết ngày quý vị chọn. Quý vị vẫn giữ vai trò và thu lại được bất cứ lúc nào.
lend-role = Vai trò nào?
lend-mail = Ủy quyền cho ai? Địa chỉ thư
lend-scope-hint = Mã cách nhau bằng dấu phẩy. Để trống là tất cả những gì quý vị được giao.
lend-button = Ủy quyền
said-role-lent = Đã ủy quyền.
