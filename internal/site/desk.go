package site

import (
	"net/http"
	"slices"

	"sametable/internal/clock"
	"sametable/internal/markup"
	"sametable/web"
)

// deskRoutes are the pages of what waits for a person, and of what she was told.
func (s *Site) deskRoutes() []Route {
	return []Route{
		get("/:l/desk", signedIn, deskPage),
		get("/:l/notices", signedIn, inboxPage),
		post("/:l/notices/read", signedIn, inboxRead),
	}
}

// deskPage shows what a person owes, what she waits for, and what she has begun.
func deskPage(v *visit) error {
	page, err := v.page(v.t.Say("desk.title"), web.SectionDesk)
	if err != nil {
		return err
	}
	page.Private = true
	desk, err := v.laidOut()
	if err != nil {
		return err
	}
	first, err := v.firstSteps()
	if err != nil {
		return err
	}
	view := web.DeskView{First: first, Page: page, Name: page.Person.Name, NameLang: page.Person.NameLang, Now: v.now, Unread: page.Person.Unread,
		Org: v.ownOrg(v.speaksFor()), Needs: desk.needs, Waits: desk.waits, Drafts: desk.drafts}
	page.Person.Duties = len(desk.needs)
	if view.Empty() {
		if view.Forums, err = v.ownForums(); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, web.Desk(view))
}

// ownForums lead to the forums the viewer sits in, oldest first.
func (v *visit) ownForums() ([]web.Anchor, error) {
	sits := v.actor.ForumsNow(v.now)
	if len(sits) == 0 {
		return nil, nil
	}
	all, err := v.s.Forums.Overview(v.Request().Context())
	if err != nil {
		return nil, err
	}
	var own []web.Anchor
	for _, f := range all {
		if slices.Contains(sits, f.ID) {
			own = append(own, web.Anchor{Word: f.Name(v.code()), Href: web.Link(v.t, f.Path())})
		}
	}
	return own, nil
}

// laid is a desk being laid out.
type laid struct {
	needs, waits []web.DeskItem
	drafts       []web.DeskDraft
}

// laidOut gathers what lies on the desk. What is asked of everybody takes one query each; what belongs to an office is asked for
// its holders alone.
func (v *visit) laidOut() (*laid, error) {
	d := &laid{}
	for _, lay := range []func(*laid) error{v.layPosts, v.layProposals, v.layTranslations, v.layStatements, v.laySignatures, v.layByLetters, v.layAppeals, v.layBallots, v.layMeetings, v.layMinutes, v.layCommitments, v.layPartnering, v.layPartnerships, v.layHandlings, v.layErasures, v.layCharters, v.layMandates, v.layOrganisations, v.layAccreditation, v.layOffices, v.layQueue, v.layDrafts} {
		if err := lay(d); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// layDrafts lists the texts that were begun, where the server has kept them.
func (v *visit) layDrafts(d *laid) error {
	drafts, err := v.s.Threads.Drafts(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	var ids []string
	for _, s := range drafts {
		_, id := draftPlace(s.Key)
		ids = append(ids, id)
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	const most = 120
	if err := v.laySheets(d); err != nil {
		return err
	}
	for _, s := range drafts {
		path, known := draftPath(s.Key)
		if !known {
			continue
		}
		where, id := draftPlace(s.Key)
		draft := web.DeskDraft{Where: v.t.Of("desk.draft", where), Words: markup.Excerpt(s.Body, most), Href: web.Link(v.t, path), At: s.SavedAt,
			Key: s.Key, Delete: web.Form{Action: web.Link(v.t, "/draft"), Nonce: clock.NewSecret()}}
		draft.Title, draft.Lang = v.cardTitle(cards[id])
		if cards[id].NounID == "" {
			draft.Lang = ""
		}
		d.drafts = append(d.drafts, draft)
	}
	return nil
}
