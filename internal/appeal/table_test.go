package appeal_test

import (
	"strings"
	"testing"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// table is a house with what the tests of this room do in it.
type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

func (t *table) refusal(err error, want string) {
	t.Helper()
	if got := house.Says(err); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

// refused is a proposal of somebody's organisation, with files, that sunlizhen and elin have refused in HD.
func (t *table) refused(writer, confirmer string, files ...*input.Sent) proposal.Proposal {
	t.Helper()
	ctx, s, by := t.Context(), t.Rooms.Proposals, t.Actor(t.T, writer)
	sh, err := s.Begin(ctx, by, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于暑期看护点的建议"})
	t.Must(err)
	sh, err = s.Keep(ctx, by, sh.ID, sh.Version, drafting.Typed{"situation": {"暑期无人看护。"}, "analysis": {"没有专职岗位。"}, "measure_1": {"试点暑期看护点。"}, "level": {"province"}})
	t.Must(err)
	for _, f := range files {
		sh, err = s.AddFile(ctx, by, drafting.Adding{Sheet: sh.ID, Sent: f})
		t.Must(err)
	}
	p, err := s.Ask(ctx, by, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	t.Must(err)
	step := func(who, verb, reason string) {
		t.Helper()
		p, err = s.Take(ctx, t.Actor(t.T, who), proposal.Step{Proposal: p.ID, Verb: verb, Checks: proposal.Checks(), Reason: reason, Version: p.Version, Anyway: true, NoChild: true})
		t.Must(err)
	}
	if confirmer != "" {
		step(confirmer, "confirm", "")
	} else {
		step(writer, "ask_letter", "")
		p, err = s.AttachLetter(ctx, t.Actor(t.T, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: "2019-06-10", Paper: scan("原函"), Version: p.Version})
		t.Must(err)
		step("wangliwen", "check", "")
	}
	step("sunlizhen", "refuse", "不属于本论坛的范围。")
	step("elin", "refuse", "")
	if p.State != proposal.Refused {
		t.Fatalf("the proposal is %s", p.State)
	}
	return p
}

func scan(name string) *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 " + name), Name: name + ".pdf"}
}

func (t *table) now(a appeal.Appeal) appeal.Appeal {
	t.Helper()
	var now appeal.Appeal
	t.Must(t.Store.Read(t.Context()).Where("id = ?", a.ID).Take(&now).Error)
	return now
}

func (t *table) proposal(id string) proposal.Proposal {
	t.Helper()
	var p proposal.Proposal
	t.Must(t.Store.Read(t.Context()).Where("id = ?", id).Take(&p).Error)
	return p
}

func (t *table) file(who string, p proposal.Proposal) (appeal.Appeal, error) {
	t.Helper()
	return t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, who), appeal.Form{Proposal: p.ID, Words: "范围已写入章程第二条。", Language: "zh"})
}

func (t *table) take(who, verb string, a *appeal.Appeal) error {
	t.Helper()
	next, err := t.Rooms.Appeals.Take(t.Context(), t.Actor(t.T, who), appeal.Step{Appeal: a.ID, Verb: verb, Reason: "理由。", Version: a.Version, Anyway: true})
	if err == nil {
		*a = next
	}
	return err
}

// lodged is an appeal of huilin's that stands before the forum.
func (t *table) lodged() appeal.Appeal {
	t.Helper()
	a, err := t.file("maliqing", t.refused("maliqing", "hanlian"))
	t.Must(err)
	t.Must(t.take("hanlian", "confirm", &a))
	return a
}

func (t *table) voting() (all []policy.OrganisationID) {
	t.Helper()
	f, err := t.Rooms.Forums.Find(t.Context(), "HD")
	t.Must(err)
	seats, err := t.Rooms.Forums.Seats(t.Context(), f.ID)
	t.Must(err)
	for _, seat := range seats {
		if seat.Voting {
			all = append(all, seat.OrganisationID)
		}
	}
	return all
}

func (t *table) put(who string, a appeal.Appeal) (ballot.Ballot, error) {
	t.Helper()
	return t.Rooms.Appeals.Put(t.Context(), t.Actor(t.T, who), a.ID, a.Version, ballot.Form{Meeting: "例会", Present: t.voting()})
}

// voted holds the ballot on an appeal: all who are there say what is given, and it is counted.
func (t *table) voted(a appeal.Appeal, voice ballot.Voice) ballot.Ballot {
	t.Helper()
	b, err := t.put("sunlizhen", a)
	t.Must(err)
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
	t.Must(err)
	var delegates []struct {
		Username       string
		OrganisationID policy.OrganisationID
	}
	t.Must(t.Store.Read(t.Context()).Table("mandates").Select("MIN(persons.username) AS username, mandates.organisation_id").Joins("JOIN persons ON persons.id = mandates.person_id").
		Where("mandates.forum_id = ? AND mandates.state = 'confirmed' AND mandates.capacity = ? AND mandates.organisation_id IN ?", a.Forum, policy.Titular, t.voting()).
		Group("mandates.organisation_id").Order("mandates.organisation_id").Scan(&delegates).Error)
	for _, d := range delegates {
		_, err = t.Rooms.Ballots.Cast(t.Context(), t.Actor(t.T, d.Username), ballot.Vote{Ballot: b.ID, Organisation: d.OrganisationID, Voice: string(voice), Words: "理由。", Language: "zh", Version: 1})
		t.Must(err)
	}
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
	t.Must(err)
	return b
}

func (t *table) announce(who, reason string, a appeal.Appeal) (appeal.Appeal, error) {
	t.Helper()
	return t.Rooms.Appeals.Announce(t.Context(), t.Actor(t.T, who), appeal.Announcement{Appeal: a.ID, Reason: reason, Version: t.now(a).Version})
}

func (t *table) ballot(id string) ballot.Ballot {
	t.Helper()
	var b ballot.Ballot
	t.Must(t.Store.Read(t.Context()).Where("id = ?", id).Take(&b).Error)
	return b
}
