package site_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/demo"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/thread"
)

// things makes what the routes ask for beyond what the world has: links that are still good, a draft of a charter, a returned
// post, papers. It gives each parameter in its place and what to fill in, for strings.NewReplacer.
func things(t *testing.T, h *house.House) []string {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	db := h.Store.Read(ctx)
	var th thread.Thread
	must(db.Where("reference = ?", "HD-T-2016-01").Take(&th).Error)
	say := func(f thread.PostForm) thread.Post {
		t.Helper()
		f.Thread, f.Language = th.ID, "zh"
		_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), f)
		must(err)
		return p
	}
	take := func(who string, p thread.Post, verb string) {
		t.Helper()
		_, _, err := h.Rooms.Threads.Take(ctx, h.Actor(t, who), thread.Step{Post: p.ID, Verb: verb, Reason: "理由。", Version: p.Version})
		must(err)
	}
	var picture bytes.Buffer
	must(png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 8, 8))))
	hers := say(thread.PostForm{Body: "值班表已经贴出。", Kind: thread.Personal})
	shown := say(thread.PostForm{Body: "附一张表。", Kind: thread.Personal, Photo: &thread.Upload{File: &picture, Alt: "一张空表"}})
	returned := say(thread.PostForm{Body: "请打" + " 13800" + "138000 联系值班老师。", Kind: thread.Personal, Explanation: "这是学校公开的值班电话。"})
	take("elin", returned, "return")
	asked := say(thread.PostForm{Body: "我中心同意。", Kind: thread.Statement})
	take("maliqing", asked, "ask_letter")
	attached := say(thread.PostForm{Body: "我中心也同意。", Kind: thread.Statement})
	take("maliqing", attached, "ask_letter")
	_, attached, err := h.Rooms.Threads.AttachLetter(ctx, h.Actor(t, "sunlizhen"), thread.AttachForm{Post: attached.ID, Dated: "2019-06-03", Version: attached.Version + 1,
		Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "来函.pdf"}})
	must(err)
	letter, err := h.Rooms.Threads.LetterOf(ctx, h.Actor(t, "elin"), attached)
	must(err)

	var photo thread.Photo
	var member organisation.Membership
	var seat forum.Seat
	var grant account.Grant
	var service organisation.Service
	for _, err := range []error{
		db.Where("post_id = ?", shown.ID).Take(&photo).Error, db.Where("person_id = ?", colleague(t, h)).Take(&member).Error,
		db.Where("forum_id = ? AND organisation_id = ? AND until IS NULL", th.Forum, member.OrganisationID).Take(&seat).Error,
		db.Where("person_id = ? AND office = 'moderator'", h.Person(t, "elin")).Take(&grant).Error,
		db.Where("organisation_id = ? AND ended_on IS NULL", member.OrganisationID).Order("name_zh").First(&service).Error,
	} {
		must(err)
	}
	made := slices.Concat(minutesThings(t, h), links(t, h, member.OrganisationID), ballotThings(t, h), commitmentThings(t, h), meetingThings(t, h), handlingThings(t, h), partnershipThings(t, h), charterThings(t, h), statementThings(t, h), appealThings(t, h), cosignThings(t, h), proposalThings(t, h))
	return append(made,
		"/p/:id/edit", "/p/"+hers.ID+"/edit", "/p/:id/resubmit", "/p/"+returned.ID+"/resubmit", "/p/:id/letter", "/p/"+asked.ID+"/letter",
		"/documents/:document", "/documents/2016-01", "/letter/:id", "/letter/"+letter.ID, "/photo/:id", "/photo/"+photo.ID, "/member/:id", "/member/"+member.ID,
		"/services/:id", "/services/"+service.ID,
		"/seats/:id", "/seats/"+seat.ID, "/office/:id/:verb", "/office/"+string(grant.ID)+"/suspend",
		"/office/propose", "/office/propose?person="+string(h.Person(t, "karin")))
}

// colleague is somebody new at hanlian's who does not walk, so that nobody takes a step for herself.
func colleague(t *testing.T, h *house.House) policy.PersonID {
	t.Helper()
	ctx := context.Background()
	body, err := h.Rooms.Organisations.Find(ctx, h.Actor(t, "hanlian"), "huilin")
	if err != nil {
		t.Fatal(err)
	}
	invited, err := h.Rooms.Organisations.Invite(ctx, h.Actor(t, "hanlian"), account.Invitation{Organisation: body.ID, Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.Rooms.Organisations.Join(ctx, invited.Secret, organisation.Registration{JoinForm: account.JoinForm{Username: "provkollega", Name: "新例人",
		Latin: "XIN Liren", Password: "seven lamps above the river 7", Language: "zh"}})
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

// links are the ways in that somebody was given: to join, to set a new password, to confirm an address; and evidence of a body that
// applies.
func links(t *testing.T, h *house.House, org policy.OrganisationID) []string {
	t.Helper()
	ctx := context.Background()
	rooms := h.Rooms
	invited, err := rooms.Organisations.Invite(ctx, h.Actor(t, "hanlian"), account.Invitation{Organisation: org, Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	reset, err := rooms.Organisations.IssueReset(ctx, h.Actor(t, "guliheng"), h.Person(t, "yelizhi"), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := rooms.Accounts.ChangeEmail(ctx, h.Actor(t, "anna"), account.EmailForm{Email: "anna@example.org", Password: demo.Password}); err != nil {
		t.Fatal(err)
	}
	var mailed account.SecretMail
	if err := h.Store.Read(ctx).Where("person_id = ? AND purpose = ?", h.Person(t, "anna"), account.ForEmail).Take(&mailed).Error; err != nil {
		t.Fatal(err)
	}
	body, err := rooms.Organisations.Draft(ctx, h.Actor(t, "johan"), organisation.Form{Kind: "ngo", NameNative: "惠邻例第二中心", NativeLanguage: "zh", Region: "680100"})
	if err != nil {
		t.Fatal(err)
	}
	evidence, err := rooms.Organisations.AddEvidence(ctx, h.Actor(t, "johan"), body.ID, input.Sent{File: strings.NewReader("%PDF-1.4 登记"), Name: "登记证.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	return []string{"/join/:secret", "/join/" + invited.Secret, "/reset/:secret", "/reset/" + reset.Secret, "/email/:secret", "/email/" + mailed.Secret,
		"/evidence/:id", "/evidence/" + evidence.ID}
}
