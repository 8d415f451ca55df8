entry-points = Điểm, nếu khác điểm theo quy tắc
entry-points-unit = điểm
entry-points-hint = Để trống thì lấy điểm theo quy tắc. Từ { $low } đến { $high }; ghi #na nếu không áp dụng.
entry-number-hint = Ghi #na nếu không áp dụng.
entry-not-applicable = Không áp dụng
entry-yes = Có
entry-no = Không
entry-level-points = { $points } điểm
