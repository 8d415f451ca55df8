survey-tab-overview = Overview
survey-tab-questionnaire = Questionnaire
survey-tab-people = People
survey-tab-results = Results
survey-tab-setup = Setup
