package app_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// exhibits are rows that pages show and no text holds, made through the use cases.
type exhibits struct {
	quoted, quoting, withPhoto, letter thread.Post
	organisation                       policy.OrganisationID
	file                               organisation.Evidence
	service                            organisation.Service
	charter                            forum.Charter
	seat                               forum.Seat
	mandate                            forum.Mandate
	grant                              account.Grant
	member                             organisation.Membership
	slip                               account.Slip
	document                           document.Document
	citation                           document.Citation
	statement                          proposal.Statement // that came by letter
	annex                              drafting.Annex
}

func exhibit(t *testing.T, h *house.House) (e exhibits) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(h.Store.Read(ctx).Where("state = ? AND number = 1", thread.Published).
		Where("thread_id IN (?)", h.Store.Read(ctx).Table("threads").Select("id").Where("state = ?", thread.Open)).Order("id").First(&e.quoted).Error)
	var picture bytes.Buffer
	must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 9, 7))))
	var err error
	_, e.quoting, err = h.Rooms.Threads.Reply(ctx, h.Actor(t, "elin"), thread.PostForm{Thread: e.quoted.ThreadID, Language: "en", Body: "Agreed.", Kind: thread.Personal, Quote: 1})
	must(err)
	var author string
	must(h.Store.Read(ctx).Table("persons").Select("username").Where("id = ?", e.quoted.AuthorID).Row().Scan(&author))
	_, e.withPhoto, err = h.Rooms.Threads.Reply(ctx, h.Actor(t, author), thread.PostForm{Thread: e.quoted.ThreadID, Language: "en", Body: "The door.",
		Kind: thread.Personal, Photo: &thread.Upload{File: &picture, Alt: "A door"}})
	must(err)
	var sits forum.Mandate
	must(h.Store.Read(ctx).Where("forum_id = ? AND state = ? AND capacity = ?", e.quoted.Forum, forum.Confirmed, policy.Titular).Order("id").First(&sits).Error)
	secretary := h.Actor(t, "sunlizhen")
	_, e.letter, err = h.Rooms.Threads.EnterLetter(ctx, secretary, thread.LetterForm{Thread: e.quoted.ThreadID, Language: "zh", Body: "我单位同意。", Mandate: sits.ID,
		Channel: "letter", Dated: "2019-06-03", Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "letter.pdf"}})
	must(err)
	o, err := h.Rooms.Organisations.Draft(ctx, policy.SystemActor(), organisation.Form{Key: "pappersbruket", Kind: string(policy.NGO), NameSv: "Föreningen Exempelpapper",
		NameZh: "例纸协会", NameEn: "Example Paper Association", NameNative: "Föreningen Exempelpapper", NativeLanguage: "sv", Region: "680000"})
	must(err)
	e.organisation = o.ID
	must(h.Store.Read(ctx).Order("id").Take(&e.charter).Error)
	must(h.Store.Read(ctx).Where("until IS NULL").Order("id").Take(&e.seat).Error)
	must(h.Store.Read(ctx).Where("state = ? AND capacity = ?", forum.Confirmed, policy.Titular).Order("id").Take(&e.mandate).Error)
	must(h.Store.Read(ctx).Where("state = ?", account.Granted).Order("id").Take(&e.grant).Error)
	must(h.Store.Read(ctx).Where("until IS NULL").Order("id").Take(&e.member).Error)
	must(h.Store.Read(ctx).Order("id").Take(&e.slip).Error)
	must(h.Store.Read(ctx).Where("standing_letter <> ''").Order("id").Take(&e.statement).Error)
	e.annex = annexed(t, h)
	must(h.Store.Read(ctx).Order("id").Take(&e.document).Error)
	must(h.Rooms.Register.Act(ctx, secretary, func(tx *register.Tx) error { // as a noun that cites will
		citing := policy.Ref{Noun: thread.Noun, ID: e.quoted.ThreadID}
		tx.Permit(policy.Allow(citing.Noun, citing.ID, "cite"))
		tx.Enter(register.Note{Noun: citing.Noun, ID: citing.ID, Verb: "thread.cited", Access: e.quoted.Access})
		return document.Cite(tx, citing, []document.ID{e.document.ID})
	}))
	must(h.Store.Read(ctx).Where("document_id = ? AND noun_id = ?", e.document.ID, e.quoted.ThreadID).Take(&e.citation).Error)
	e.file, err = h.Rooms.Organisations.AddEvidence(ctx, policy.SystemActor(), o.ID, input.Sent{File: strings.NewReader("%PDF-1.4 paper"), Name: "paper.pdf"})
	must(err)
	e.service, err = h.Rooms.Organisations.ListService(ctx, policy.SystemActor(), o.ID, organisation.ServiceForm{NameSv: "Läxhjälp", AboutSv: "Varje torsdag."})
	must(err)
	return e
}

// annexed is the photo of a proposal that was sent.
func annexed(t *testing.T, h *house.House) drafting.Annex {
	t.Helper()
	ctx, s, writer := t.Context(), h.Rooms.Proposals, h.Actor(t, "maliqing")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sh, err := s.Begin(ctx, writer, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于一件事的建议"})
	must(err)
	sh, err = s.Keep(ctx, writer, sh.ID, sh.Version, drafting.Typed{"situation": {"情况如此。"}, "analysis": {"原因在此。"}, "measure_1": {"先做第一件"}, "level": {"province"}})
	must(err)
	var picture bytes.Buffer
	must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 9, 7))))
	sh, err = s.AddFile(ctx, writer, drafting.Adding{Sheet: sh.ID, Sent: &input.Sent{File: &picture, Name: "a.png"}, Alt: "一扇门"})
	must(err)
	p, err := s.Ask(ctx, writer, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(err)
	all, err := s.Annexes(ctx, writer, p, p.VersionID)
	must(err)
	return all[0]
}

// TestOneByteOfWhatNoTextHoldsIsFound changes one byte at a time in titles on cards, photos and their words, letters, evidence, services,
// quoted words and who speaks, and takes rows away or puts them there.
func TestOneByteOfWhatNoTextHoldsIsFound(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e := exhibit(t, h)
		if _, err := h.Verify(t.Context(), register.Verified{}); err != nil {
			t.Fatal(err)
		}
		blob := func(content string) string { return blobOf(h, content) }
		row := "the row of post " + e.quoting.ID
		photo, letter := "the photo ", "the letter "
		tampers(t, h, []tampering{
			{"cards", "SET title_zh = title_zh || 'x'", "noun_id = '" + e.quoted.ID + "'", "the card of post " + e.quoted.ID},
			{"cards", "SET title_sv = title_sv || 'x'", "noun_id = '" + e.quoted.ThreadID + "'", "the card of thread " + e.quoted.ThreadID},
			{"cards", "SET path = path || 'x'", "noun_id = '" + string(e.organisation) + "'", "the card of organisation " + string(e.organisation)},
			{"cards", "SET access = 'public'", "noun_id = '" + e.letter.ID + "'", "the card of post " + e.letter.ID},
			{"cards", "", "noun_id = '" + e.quoted.ID + "'", "the card of post " + e.quoted.ID},
			{"photos", "SET content = " + blob("another"), "post_id = '" + e.withPhoto.ID + "'", photo},
			{"photos", "SET alt = 'A dooR'", "post_id = '" + e.withPhoto.ID + "'", photo},
			{"photos", "", "post_id = '" + e.withPhoto.ID + "'", photo},
			{"letters", "SET content = " + blob("%PDF-1.4 lettex"), "post_id = '" + e.letter.ID + "'", letter},
			{"letters", "SET name = 'letter2.pdf'", "post_id = '" + e.letter.ID + "'", letter},
			{"letters", "", "post_id = '" + e.letter.ID + "'", letter},
			{"organisation_evidence", "SET content = " + blob("%PDF-1.4 papex"), "id = '" + e.file.ID + "'", "the file " + e.file.ID + " of organisation"},
			{"organisation_services", "SET name_sv = 'Läxhjälpen'", "id = '" + e.service.ID + "'", "the service " + e.service.ID + " of organisation"},
			{"organisation_services", "SET regions = '380000'", "id = '" + e.service.ID + "'", "the service " + e.service.ID + " of organisation"},
			{"organisation_services", "", "id = '" + e.service.ID + "'", "the service " + e.service.ID + " of organisation"},
			{"posts", "SET quote_text = quote_text || 'x'", "id = '" + e.quoting.ID + "'", row},
			{"posts", "SET quote_text = ''", "id = '" + e.quoting.ID + "'", row}, // erased, and no entry says so
			{"posts", "SET author_for = 'x'", "id = '" + e.quoting.ID + "'", row},
			{"threads", "SET reference = 'x'", "id = '" + e.quoted.ThreadID + "'", "the row of thread " + e.quoted.ThreadID},
			{"organisations", "SET name_en = name_en || 'x'", "id = '" + string(e.organisation) + "'", "the row of organisation " + string(e.organisation)},
			{"organisations", "SET kind = 'government'", "id = '" + string(e.organisation) + "'", "the row of organisation " + string(e.organisation)},
			{"organisations", "SET identifier = identifier || '1'", "id = '" + string(e.organisation) + "'", "the row of organisation " + string(e.organisation)},
			{"forums", "SET name_sv = name_sv || 'x'", "id = '" + string(e.quoted.Forum) + "'", "the row of forum " + string(e.quoted.Forum)},
			{"charters", "SET rules = rules || ' '", "id = '" + e.charter.ID + "'", "the row of charter " + e.charter.ID},
			{"seats", "SET voting = NOT voting", "id = '" + e.seat.ID + "'", "the row of seat " + e.seat.ID},
			{"seats", "", "id = '" + e.seat.ID + "'", "the row of seat " + e.seat.ID},
			{"mandates", "SET capacity = 'chair'", "id = '" + string(e.mandate.ID) + "'", "the row of mandate " + string(e.mandate.ID)},
			{"mandates", "SET letter = letter || 'x'", "id = '" + string(e.mandate.ID) + "'", "the row of mandate " + string(e.mandate.ID)},
			{"office_grants", "SET reason = reason || 'x'", "id = '" + string(e.grant.ID) + "'", "the row of office " + string(e.grant.ID)},
			{"persons", "SET password_hash = password_hash || 'x'", "id = '" + string(e.grant.PersonID) + "'", "the row of person " + string(e.grant.PersonID)},
			{"proposal_statements", "SET standing_stance = 'object'", "id = '" + e.statement.ID + "'", "the row of statement " + e.statement.ID},
			{"proposal_statements", "SET standing_named = NOT standing_named", "id = '" + e.statement.ID + "'", "the row of statement " + e.statement.ID},
			{"statement_letters", "SET content = " + blob("%PDF-1.4 lettex"), "statement_id = '" + e.statement.ID + "'", letter},
			{"proposal_annexes", "SET content = " + blob("another"), "id = '" + e.annex.ID + "'", "the annex " + e.annex.ID + " of proposal"},
			{"proposal_annexes", "SET small = small || 'A'", "id = '" + e.annex.ID + "'", "the annex " + e.annex.ID + " of proposal"},
			{"proposal_annexes", "SET alt = '一扇窗'", "id = '" + e.annex.ID + "'", "the annex " + e.annex.ID + " of proposal"},
			{"proposal_annexes", "", "id = '" + e.annex.ID + "'", "the annex " + e.annex.ID + " of proposal"},
			{"slips", "SET outcome = outcome || 'x'", "id = '" + string(e.slip.ID) + "'", "the slip " + string(e.slip.ID) + " of person"},
			{"slips", "SET organisation_id = organisation_id || 'x'", "id = '" + string(e.slip.ID) + "'", "the slip " + string(e.slip.ID) + " of person"},
			{"memberships", "SET focal_point = NOT focal_point", "id = '" + e.member.ID + "'", "the member " + e.member.ID + " of organisation"},
			{"documents", "SET number = '国发〔2016〕99号'", "id = '" + string(e.document.ID) + "'", "the row of document " + string(e.document.ID)},
			{"documents", "SET link = 'https://example.org/'", "id = '" + string(e.document.ID) + "'", "the row of document " + string(e.document.ID)},
			{"documents", "SET state = 'withdrawn'", "id = '" + string(e.document.ID) + "'", string(e.document.ID)},
			{"citations", "", "id = '" + e.citation.ID + "'", "the cites " + string(e.document.ID) + " of thread " + e.quoted.ThreadID + " is missing"},
			{"proposals", "SET outcome = 'services'", "reference = 'LH-2019-02'", "the row of proposal "},
			{"proposals", "SET closes_at = opened_at", "reference = 'LH-2019-02'", "the row of proposal "},
			{"seals", "SET salt = salt || 'x'", "noun_id = '" + e.quoting.ID + "' AND piece = 'row'", row},
			{"seals", "", "noun_id = '" + e.quoting.ID + "' AND piece = 'row'", row},
		})
	})
}

// TestAnErasureTakesTheSealsWithIt: what was erased counts as whole, its salt is gone, and what is put back is found.
func TestAnErasureTakesTheSealsWithIt(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, ctx := exhibit(t, h), t.Context()
		exec := func(statement string) {
			t.Helper()
			if _, err := h.Store.SQL().Exec(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		exec("CREATE TABLE kept AS SELECT * FROM photos")
		var photo thread.Photo
		if err := h.Store.Read(ctx).Where("post_id = ?", e.withPhoto.ID).Take(&photo).Error; err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{e.withPhoto.ID, e.quoted.ID} {
			for _, who := range []string{"linlihua", "elin"} {
				a := h.Actor(t, who)
				row, err := h.Rooms.Threads.Post(ctx, a, id, "zh")
				if err != nil {
					t.Fatal(err)
				}
				if row.State == thread.Held {
					if _, _, err := h.Rooms.Threads.Take(ctx, a, thread.Step{Post: id, Verb: "release", Version: row.Version}); err != nil {
						t.Fatal(err)
					}
					row.Version++
				}
				if _, _, err := h.Rooms.Threads.Take(ctx, a, thread.Step{Post: id, Verb: "erase", Reason: "不宜公开。", Version: row.Version}); err != nil {
					t.Fatalf("%s erases: %v", who, err)
				}
			}
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Fatalf("after two erasures: %v", err)
		}
		var salts int64
		if err := h.Store.Read(ctx).Table("seals").Where("piece = ?", photo.Piece()).Count(&salts).Error; err != nil || salts != 0 {
			t.Errorf("%d salts of the photo are left, %v", salts, err)
		}
		exec("INSERT INTO photos SELECT * FROM kept")
		if _, err := h.Verify(ctx, register.Verified{}); err == nil || !strings.Contains(err.Error(), photo.Piece()) {
			t.Errorf("the photo was put back: %v", err)
		}
	})
}
