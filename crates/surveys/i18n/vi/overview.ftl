survey-tab-overview = Tổng quan
survey-tab-questionnaire = Phiếu hỏi
survey-tab-people = Người được mời
survey-tab-results = Kết quả
survey-tab-setup = Thiết lập
