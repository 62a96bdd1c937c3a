"""Who gets what behind every door: the table of the design, address by address.

One line is a method, an address, what stands behind its number, and the answer each actor gets, in the order of
``ACTORS``: ``in`` is the way to the sign-in page; 404 what one may not know about, 403 what one may know but not do.
"""

# anonymous, coordinator, coordinator by link, facilitator, facilitator of the other group, facilitator by link,
# leader of the practice, participant, participant of the other group, partner acting in it, guest, stranger
TABLE = """
#                                              anon coor c_lk faci f_ot f_lk lead memb othe part gues stra
GET  home                   -                  in   200  302  302  302  302  302  302  302  302  302  302
GET  programme_home         -                  in   200  200  200  200  200  200  200  200  200  200  404
GET  accessibility          -                  200  200  200  200  200  200  200  200  200  200  200  200
POST set_language           -                  302  302  302  302  302  302  302  302  302  302  302  302
GET  healthz                -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  readyz                 -                  503  503  503  503  503  503  503  503  503  503  503  503

GET  sign_in                -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  link_request           -                  200  200  200  200  200  200  200  200  200  200  200  200
POST demonstration_enter    -                  404  404  404  404  404  404  404  404  404  404  404  404
GET  slip_code              -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  link_open              live_link          200  200  200  200  200  200  200  200  200  200  200  200
GET  link_open              dead_link          404  404  404  404  404  404  404  404  404  404  404  404
GET  notice                 -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  privacy                -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  programme_create       -                  in   200  403  403  403  403  403  403  403  403  403  403

GET  my_page                -                  in   200  200  200  200  200  200  200  200  200  200  404
GET  my_data                -                  in   200  200  200  200  200  200  200  200  200  200  404
POST my_erasure             -                  in   302  302  302  302  302  302  404  404  302  302  404

GET  programme_edit         -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  programme_copy         -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  group_create           -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  group_edit             group              in   200  403  403  403  403  403  403  403  403  403  404
POST group_remove           group              in   302  403  403  403  403  403  403  403  403  403  404
GET  organisation_list      -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  organisation_create    -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  organisation_edit      organisation       in   200  403  403  403  403  403  403  403  403  403  404
GET  pick_list_edit         list               in   200  403  403  403  403  403  403  403  403  403  404
GET  prompt_list            -                  in   200  403  403  403  403  403  403  403  403  403  404

GET  roster                 -                  in   200  200  200  200  200  200  200  200  200  404  404
GET  participation_create   -                  in   200  403  200  200  403  403  403  403  403  403  404
GET  participation_edit     member             in   200  404  200  404  403  403  403  404  404  404  404
GET  participation_edit     guest              in   200  404  404  404  404  404  404  404  404  404  404
POST participation_roles    member             in   302  404  403  404  403  403  403  404  404  404  404
POST participation_leave    member             in   302  404  302  404  403  403  403  404  404  404  404
POST participation_erase    member             in   302  404  403  404  403  403  403  404  404  404  404
GET  roster_import          -                  in   200  403  200  200  403  403  403  403  403  403  404
POST roster_import_confirm  -                  in   302  403  302  302  403  403  403  403  403  403  404
GET  roster_example         -                  in   200  403  200  200  403  403  403  403  403  403  404
GET  access_list            -                  in   200  403  200  200  403  403  403  403  403  403  404
POST access_send            -                  in   302  403  302  302  403  403  403  403  403  403  404
POST slips_pdf              -                  in   302  403  302  302  403  403  403  403  403  403  404
POST access_revoke          member             in   302  404  302  404  403  403  403  404  404  404  404

GET  meeting_list           -                  in   200  200  200  200  200  200  200  200  200  200  404
POST meetings_prepare       -                  in   302  403  403  403  403  403  403  403  403  403  404
GET  meeting_create         -                  in   200  403  403  403  403  403  403  403  403  403  404
GET  meeting_detail         spring             in   200  200  200  200  200  200  200  200  200  404  404
GET  meeting_detail         day                in   200  200  200  200  200  200  200  200  200  200  404
GET  meeting_edit           spring             in   200  403  403  403  403  403  403  403  403  404  404
GET  meeting_edit           day                in   200  403  403  403  403  403  403  403  403  403  404
GET  meeting_open           autumn             in   200  403  200  403  403  403  403  403  403  404  404
GET  meeting_open           day                in   200  403  403  403  403  403  403  403  403  403  404
POST meeting_open           autumn             in   302  403  302  403  403  403  403  403  403  404  404
POST meeting_close          spring             in   302  403  302  403  403  403  403  403  403  404  404
GET  meeting_ics            spring             in   200  200  200  200  200  200  200  200  200  404  404
GET  meeting_ics            day                in   200  200  200  200  200  200  200  200  200  200  404
GET  attendance             spring             in   200  404  200  404  403  403  403  404  404  404  404
GET  attendance             day                in   200  403  403  403  403  403  403  403  403  403  404
GET  capture                spring             in   403  404  200  404  200  200  200  404  404  404  404
GET  capture                past               in   403  404  200  404  403  403  403  404  404  404  404
GET  capture                day                in   403  403  403  403  403  403  403  403  403  403  404
POST contribution_add       spring             in   403  404  302  404  302  302  302  404  404  404  404
POST contribution_add       past               in   403  404  302  404  403  403  403  404  404  404  404
GET  contribution_detail    contribution       in   302  404  302  404  302  302  302  404  404  404  404
GET  contribution_edit      contribution       in   200  404  200  404  403  403  200  404  404  404  404
GET  contribution_move      contribution       in   200  404  200  404  403  403  200  404  404  404  404
GET  contribution_cut       contribution       in   200  404  200  404  403  403  200  404  404  404  404
POST contribution_delete    contribution       in   302  404  302  404  403  403  302  404  404  404  404
POST contribution_restore   deleted            in   302  404  302  404  404  404  302  404  404  404  404

GET  pile                   own_group          in   403  404  200  404  403  403  403  404  404  404  404
POST feed                   own_group          in   403  404  302  404  403  403  403  404  404  404  404
POST unfeed                 own_group          in   403  404  302  404  403  403  403  404  404  404  404
POST pile_undo              own_group          in   403  404  302  404  403  403  403  404  404  404  404
GET  practice_create        own_group          in   403  403  200  403  403  403  403  403  403  403  404
POST synthesis_open         own_group          in   302  403  302  403  403  403  403  403  403  403  404
GET  practice_list          -                  in   200  200  200  200  200  200  200  200  200  200  404
GET  production_detail      draft              in   200  404  200  404  200  200  200  404  404  404  404
GET  production_detail      reading            in   200  404  200  404  200  200  200  404  404  404  404
GET  production_detail      validated          in   200  404  200  404  200  200  200  404  200  404  404
GET  production_detail      withdrawn          in   200  404  200  404  200  200  200  404  404  404  404
GET  production_detail      synthesis          in   200  404  200  404  200  200  200  404  404  404  404
POST production_lead        draft              in   302  404  302  404  403  403  403  404  404  404  404
GET  revision_list          draft              in   200  404  200  404  200  200  200  404  404  404  404
GET  revision_list          validated          in   200  404  200  404  200  200  200  404  404  404  404
GET  revision_detail        draft.v1           in   200  404  200  404  200  200  200  404  404  404  404
GET  revision_detail        validated.v1       in   200  404  200  404  200  200  200  404  404  404  404
GET  attachment             validated.picture  in   200  404  200  404  200  200  200  404  200  404  404
GET  attachment             validated.former   in   200  404  200  404  200  200  200  404  404  404  404
GET  section_detail         draft.steps        in   302  404  302  404  302  302  302  404  404  404  404
GET  section_detail         validated.steps    in   302  404  302  404  302  302  302  404  302  404  404
GET  section_edit           draft.steps        in   200  404  200  404  403  200  403  404  404  404  404
GET  section_edit           validated.steps    in   200  404  200  404  403  200  403  404  403  404  404

GET  reading_list           -                  in   200  200  200  200  200  200  200  200  200  200  404
POST answer_lot             -                  in   403  403  302  302  302  302  302  302  302  403  404
GET  review_start_many      own_group          in   403  403  200  403  403  403  403  403  403  403  404
GET  round_table            own_group          in   200  403  200  403  403  403  403  403  403  403  404
POST review_start           draft              in   403  404  302  404  403  403  403  404  404  404  404
POST review_return          reading            in   403  404  302  404  403  403  403  404  404  404  404
GET  reading                reading            in   200  404  200  404  200  200  200  404  404  404  404
GET  reading                validated          in   302  404  302  404  302  302  302  404  403  404  404
POST answer                 reading            in   403  404  302  404  302  302  302  404  404  404  404
GET  answers_record         reading            in   200  404  200  404  403  403  403  404  404  404  404
POST form_contest           reading            in   302  404  302  404  302  302  302  404  404  404  404
POST validate               reading            in   403  404  302  404  403  403  403  404  404  404  404
POST formalise              validated          in   302  404  302  404  403  403  403  404  403  404  404
POST approve                formalised         in   302  404  302  404  403  302  403  404  403  404  404
POST withdraw               validated          in   302  404  302  404  403  302  403  404  403  404  404
POST restore_withdrawn      withdrawn          in   403  404  302  404  403  403  403  404  404  404  404

GET  booklet                -                  in   200  403  200  200  403  403  403  403  403  404  404
GET  booklet_practices      -                  in   200  403  403  403  403  403  403  403  403  404  404
POST booklet_item_shift     item               in   302  403  403  403  403  403  403  403  403  404  404
GET  booklet_words          -                  in   200  403  403  403  403  403  403  403  403  404  404
GET  booklet_forewords      -                  in   200  403  403  403  403  403  403  403  403  404  404
GET  booklet_glossary       -                  in   200  403  403  403  403  403  403  403  403  404  404
GET  booklet_pictures       -                  in   200  403  403  403  403  403  403  403  403  404  404
GET  booklet_cover          -                  in   200  403  200  200  403  403  403  403  403  404  404
POST booklet_cover_remove   -                  in   302  403  403  403  403  403  403  403  403  404  404
GET  booklet_logo           logo               in   200  403  200  200  403  403  403  403  403  404  404
POST booklet_logo_remove    logo               in   302  403  403  403  403  403  403  403  403  404  404
POST run_create             -                  in   302  403  403  403  403  403  403  403  403  404  404
GET  run_progress           run                in   302  403  302  302  403  403  403  403  403  404  404
GET  run_file               run                in   200  403  200  200  403  403  403  403  403  404  404
POST run_retry              run                in   302  403  403  403  403  403  403  403  403  404  404
POST run_publish            run                in   302  403  403  403  403  403  403  403  403  404  404
POST booklet_unpublish      -                  in   302  403  403  403  403  403  403  403  403  404  404
GET  sheet_pdf              draft              in   200  404  200  404  200  200  200  404  404  404  404
GET  sheet_pdf              validated          in   200  404  200  404  200  200  200  404  200  404  404

GET  library                -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  public_booklet         -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  public_cover           -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  public_practice        published          200  200  200  200  200  200  200  200  200  200  200  200
GET  public_practice        validated          404  404  404  404  404  404  404  404  404  404  404  404
GET  public_video           published          200  200  200  200  200  200  200  200  200  200  200  200
GET  public_file            published.picture  200  200  200  200  200  200  200  200  200  200  200  200
GET  short                  code               302  302  302  302  302  302  302  302  302  302  302  302
"""

# What the opening of the departmental meeting changes, and nothing else: it adds readers of what is validated.
AFTER_THE_OPENING = """
#                                              anon coor c_lk faci f_ot f_lk lead memb othe part gues stra
GET  meeting_open           day                in   403  403  403  403  403  403  403  403  403  403  404
GET  capture                day                in   200  200  200  200  200  200  200  200  200  200  404
GET  production_detail      validated          in   200  200  200  200  200  200  200  200  200  200  404
GET  attachment             validated.picture  in   200  200  200  200  200  200  200  200  200  200  404
GET  section_detail         validated.steps    in   302  302  302  302  302  302  302  302  302  302  404
GET  section_edit           validated.steps    in   200  403  200  403  403  200  403  403  403  403  404
GET  reading                validated          in   302  403  302  403  302  302  302  403  403  403  404
POST formalise              validated          in   302  403  302  403  403  403  403  403  403  403  404
POST approve                formalised         in   302  403  302  403  403  302  403  403  403  403  404
POST withdraw               validated          in   302  403  302  403  403  302  403  403  403  403  404
GET  sheet_pdf              validated          in   200  200  200  200  200  200  200  200  200  200  404

POST contribution_add       day                in   302  302  302  302  302  302  302  302  302  302  404
GET  contribution_detail    note               in   302  302  302  302  302  302  302  302  302  302  404
GET  contribution_edit      note               in   200  403  403  403  403  403  200  403  403  403  404
POST contribution_delete    note               in   302  403  403  403  403  403  302  403  403  403  404
"""

# When the library is closed, what was public does not exist.
CLOSED_LIBRARY = """
#                                              anon coor c_lk faci f_ot f_lk lead memb othe part gues stra
GET  library                -                  200  200  200  200  200  200  200  200  200  200  200  200
GET  public_booklet         -                  404  404  404  404  404  404  404  404  404  404  404  404
GET  public_cover           -                  404  404  404  404  404  404  404  404  404  404  404  404
GET  public_practice        published          404  404  404  404  404  404  404  404  404  404  404  404
GET  public_video           published          404  404  404  404  404  404  404  404  404  404  404  404
GET  public_file            published.picture  404  404  404  404  404  404  404  404  404  404  404  404
GET  short                  code               404  404  404  404  404  404  404  404  404  404  404  404
"""
