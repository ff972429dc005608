package ballot_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// put puts a question to HD, about the proposal that is out for consultation: the room does not mind.
func (t *table) put(key, who string, form ballot.Form) (ballot.Ballot, error) {
	t.Helper()
	f, err := t.Rooms.Forums.Find(t.Context(), key)
	t.Must(err)
	var about register.Card
	t.Must(t.Store.Read(t.Context()).Where("reference = 'LH-2019-02'").Take(&about).Error)
	var b ballot.Ballot
	err = t.Rooms.Register.Act(t.Context(), t.Actor(t.T, who), func(tx *register.Tx) error {
		b, err = t.Rooms.Ballots.Put(tx, ballot.Question{Subject: policy.Ref{Noun: about.Noun, ID: about.NounID}, Forum: f.ID, ForumKey: key, Path: about.Path, Reference: about.Reference,
			Revision: 1, VersionID: "v", VersionHash: text.Digest("zh", "题", "文")}, form)
		return err
	})
	return b, err
}

func (t *table) orgs(keys ...string) []policy.OrganisationID {
	var all []policy.OrganisationID
	for _, key := range keys {
		all = append(all, t.Org(key))
	}
	return all
}

func (t *table) take(b *ballot.Ballot, who, verb string) error {
	t.Helper()
	next, err := t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, who), ballot.Step{Ballot: b.ID, Verb: verb, Version: b.Version, Reason: "理由。"})
	if err == nil {
		*b = next
	}
	return err
}

func (t *table) voice(b ballot.Ballot, who, org, verb, voice, words string) error {
	t.Helper()
	var v ballot.Voter
	t.Must(t.Store.Read(t.Context()).Where("ballot_id = ? AND organisation_id = ?", b.ID, t.Org(org)).Take(&v).Error)
	give := map[string]func(context.Context, policy.Actor, ballot.Vote) (ballot.Ballot, error){"cast": t.Rooms.Ballots.Cast, "enter": t.Rooms.Ballots.Enter, "confirm": t.Rooms.Ballots.ConfirmEntry}[verb]
	_, err := give(t.Context(), t.Actor(t.T, who), ballot.Vote{Ballot: b.ID, Organisation: v.OrganisationID, Voice: voice, Words: words, Language: "zh", Version: v.Version})
	return err
}

func (t *table) now(b ballot.Ballot) ballot.Ballot {
	t.Helper()
	var found ballot.Ballot
	t.Must(t.Store.Read(t.Context()).Where("id = ?", b.ID).Take(&found).Error)
	return found
}

// A ballot at a table opens with a quorum, takes voices of those who are there, and comes to what the charter says. What is wrong is said.
func TestABallotAtATable(t *testing.T) {
	tables(t, func(t *table) {
		_, err := t.put("HD", "sunlizhen", ballot.Form{Present: t.orgs("huilin")})
		if house.Says(err) != "meeting:input.required" {
			t.Errorf("without a meeting: %v", err)
		}
		_, err = t.put("HD", "sunlizhen", ballot.Form{Meeting: "例会", Present: t.orgs("qinghe")})
		if house.Says(err) != "present:input.choice" {
			t.Errorf("who has no seat is present: %v", err)
		}
		b, err := t.put("HD", "sunlizhen", ballot.Form{Meeting: "HD-M-2019-02，议题3", Present: t.orgs("huilin", "fed", "huyuan", "beidi", "gaohu")})
		t.Must(err)
		if b.Seats != 11 || house.Says(t.take(&b, "sunlizhen", "open")) != "guard.ballot.quorum" {
			t.Fatalf("%d seats, and five of them open it", b.Seats)
		}
		b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "mark", Version: b.Version,
			Present: t.orgs("huilin", "fed", "huyuan", "beidi", "gaohu", "xunli", "hd-ca", "dongze-ca", "hd-edu")})
		t.Must(err)
		t.Must(t.take(&b, "wangliwen", "open"))
		for want, try := range map[string]error{
			"guard.ballot.there":         t.voice(b, "cairangli", "sanquan", "cast", "yes", ""),
			"guard.ballot.voter":         t.voice(b, "maliqing", "fed", "cast", "yes", ""),
			"words:ballot.what_resolves": t.voice(b, "gaolicheng", "gaohu", "cast", "objection", ""),
			"voice:input.choice":         t.voice(b, "gaolicheng", "gaohu", "cast", "perhaps", ""),
			"guard.ballot.others":        t.voice(b, "sunlizhen", "fed", "enter", "yes", ""),
		} {
			if house.Says(try) != want {
				t.Errorf("%s, want %s", house.Says(try), want)
			}
		}
		for who, org := range map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "denglitong": "xunli", "malidong": "dongze-ca", "jialixing": "hd-edu"} {
			t.Must(t.voice(b, who, org, "cast", "yes", ""))
		}
		t.Must(t.voice(b, "gaolicheng", "gaohu", "cast", "objection", "资金来源应先明确，再定标准。"))
		t.Must(t.voice(b, "liliming", "hd-ca", "cast", "yes", ""))
		t.Must(t.voice(b, "wangliwen", "hd-ca", "cast", "abstain", "")) // changed by the titular delegate
		t.Must(t.take(&b, "sunlizhen", "close"))
		if b = t.now(b); b.State != ballot.Tallied || b.Result != ballot.Carried || b.Favour != 7 || b.Against != 1 || b.Abstained != 1 || b.Present != 9 || b.Reservations != 1 {
			t.Errorf("%+v", b)
		}
		if err := t.voice(b, "maliqing", "huilin", "cast", "abstain", ""); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("after the close: %v", err)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, "maliqing"), b.Record())
		t.Must(err)
		kept := 0
		for _, l := range lines {
			if l.Fact("organisation") == string(t.Org("hd-ca")) {
				kept++
			}
		}
		if kept != 2 {
			t.Errorf("%d voices of hd-ca are kept", kept)
		}
		if lines, err = t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, ""), b.Record()); err != nil || len(lines) > 0 {
			t.Errorf("a visitor reads %d entries: %v", len(lines), err)
		}
		t.Whole()
	})
}

// What the secretary enters in an organisation's stead counts once the organisation has confirmed it, within two days; the count waits for
// it no longer.
func TestAnEntryWaitsForItsOrganisation(t *testing.T) {
	tables(t, func(t *table) {
		opened := func() ballot.Ballot {
			b, err := t.put("HD", "sunlizhen", ballot.Form{Meeting: "例会", Present: t.orgs("huilin", "sanquan", "huyuan", "gaohu", "hd-ca", "hd-edu")})
			t.Must(err)
			t.Must(t.take(&b, "sunlizhen", "open"))
			for who, org := range map[string]string{"maliqing": "huilin", "zhaoliran": "huyuan", "gaolicheng": "gaohu"} {
				t.Must(t.voice(b, who, org, "cast", "yes", ""))
			}
			t.Must(t.voice(b, "sunlizhen", "sanquan", "enter", "yes", ""))
			return b
		}
		b := opened()
		row, err := t.Rooms.Ballots.Find(t.Context(), t.Actor(t.T, "maliqing"), b.ID)
		t.Must(err)
		if row.Tally.Favour != 3 || row.Tally.Silent != 3 {
			t.Errorf("before it is confirmed: %+v", row.Tally)
		}
		t.Must(t.take(&b, "sunlizhen", "close"))
		if b = t.now(b); b.State != ballot.Closed {
			t.Fatalf("%s while an entry waits", b.State)
		}
		duties, err := t.Rooms.Ballots.Duties(t.Context(), t.Actor(t.T, "cairangli"))
		t.Must(err)
		if len(duties) != 1 || duties[0].Task != "confirm" {
			t.Errorf("cairangli's desk: %+v", duties)
		}
		t.Must(t.voice(b, "cairangli", "sanquan", "confirm", "", ""))
		if b = t.now(b); b.State != ballot.Tallied || b.Favour != 4 || b.Result != ballot.Carried {
			t.Errorf("confirmed: %+v", b)
		}
		t.Must(t.Rooms.Register.Act(t.Context(), t.Actor(t.T, "wangliwen"), func(tx *register.Tx) error {
			_, err := t.Rooms.Ballots.Publish(tx, b.ID)
			return err
		}))
		b = opened()
		t.Must(t.take(&b, "sunlizhen", "close"))
		t.Clock.Set(t.Clock.Now().Add(48 * time.Hour))
		if err := t.voice(b, "cairangli", "sanquan", "confirm", "", ""); house.Says(err) != "guard.ballot.entered" {
			t.Errorf("after two days: %v", err)
		}
		t.Must(t.Rooms.Ballots.Sweep(t.Context(), t.Clock.Now()))
		if b = t.now(b); b.State != ballot.Tallied || b.Favour != 3 || b.Result != ballot.Fallen {
			t.Errorf("lapsed: %+v", b)
		}
		t.Whole()
	})
}

// A ballot in writing ends with its last day in Beijing; without enough voices it has decided nothing, which everybody may read.
func TestTimeClosesABallotInWriting(t *testing.T) {
	tables(t, func(t *table) {
		for until, want := range map[string]string{"": "until:input.required", "2019-06-12": "until:ballot.until_days", "2020-06-10": "until:ballot.until_days", "soon": "until:input.date"} {
			if _, err := t.put("HD", "sunlizhen", ballot.Form{Written: true, Until: until}); house.Says(err) != want {
				t.Errorf("%q: %s, want %s", until, house.Says(err), want)
			}
		}
		b, err := t.put("HD", "sunlizhen", ballot.Form{Written: true, Until: "2019-06-20"})
		t.Must(err)
		if _, err := t.put("HD", "sunlizhen", ballot.Form{Written: true, Until: "2019-06-20"}); err == nil {
			t.Error("two ballots on one thing are under way")
		}
		t.Must(t.take(&b, "sunlizhen", "open"))
		t.Must(t.voice(b, "maliqing", "huilin", "cast", "yes", ""))
		t.Clock.Set(time.Date(2019, 6, 20, 15, 59, 58, 0, time.UTC))
		t.Must(t.Rooms.Ballots.Sweep(t.Context(), t.Clock.Now()))
		t.Must(t.voice(b, "qinliya", "fed", "cast", "yes", ""))
		t.Clock.Set(time.Date(2019, 6, 20, 15, 59, 59, 0, time.UTC))
		if err := t.voice(b, "zhaoliran", "huyuan", "cast", "yes", ""); house.Says(err) != "guard.ballot.in_time" {
			t.Errorf("in the last instant: %v", err)
		}
		t.Must(t.Rooms.Ballots.Sweep(t.Context(), t.Clock.Now()))
		if b = t.now(b); b.State != ballot.Published || b.Result != ballot.Inquorate || b.Class != policy.Public {
			t.Errorf("%+v", b)
		}
		t.Must(t.Rooms.Ballots.Sweep(t.Context(), t.Clock.Now()))
		t.Whole()
	})
}

// An objection is answered, withdrawn or kept by whoever raised it, or passed over where two thirds agree; never by the objector's own
// people, and only where it stops a decision.
func TestAnObjectionIsSettled(t *testing.T) {
	tables(t, func(t *table) {
		settle := func(b ballot.Ballot, who, org, verb string) error {
			var v ballot.Voter
			t.Must(t.Store.Read(t.Context()).Where("ballot_id = ? AND organisation_id = ?", b.ID, t.Org(org)).Take(&v).Error)
			_, err := t.Rooms.Ballots.Settle(t.Context(), t.Actor(t.T, who), ballot.Settling{Ballot: b.ID, Organisation: v.OrganisationID, Verb: verb, Words: "写在第三条。", Version: v.Version})
			return err
		}
		b, err := t.put("JH", "qianlian", ballot.Form{Meeting: "例会", Present: t.orgs("qinghe", "yinghe", "nuanchao", "fed", "jianghuai-u", "jh-ca")})
		t.Must(err)
		t.Must(t.take(&b, "qianlian", "open"))
		for who, org := range map[string]string{"chenglihui": "qinghe", "luliyun": "nuanchao", "qinliya": "fed"} {
			t.Must(t.voice(b, who, org, "cast", "yes", ""))
		}
		t.Must(t.voice(b, "zhanglimiao", "yinghe", "cast", "objection", "先写明经费。"))
		t.Must(t.voice(b, "zhoulining", "jh-ca", "cast", "objection", "先问财政。"))
		if err := settle(b, "zhoulining", "yinghe", "override"); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("before it was answered: %v", err)
		}
		t.Must(settle(b, "qianlian", "yinghe", "answer"))
		if err := settle(b, "zhoulining", "yinghe", "override"); house.Says(err) != "guard.objection.two_thirds" {
			t.Errorf("without two thirds: %v", err)
		}
		t.Must(t.voice(b, "fangliqin", "jianghuai-u", "cast", "yes", ""))
		t.Must(settle(b, "qianlian", "jh-ca", "answer"))
		if err := settle(b, "zhoulining", "jh-ca", "override"); house.Says(err) != "guard.objection.others" {
			t.Errorf("her own organisation's: %v", err)
		}
		t.Must(settle(b, "zhoulining", "yinghe", "override"))
		t.Must(settle(b, "heliyan", "jh-ca", "maintain"))
		t.Must(t.take(&b, "qianlian", "close"))
		if b = t.now(b); b.Result != ballot.Carried || b.Favour != 4 || b.Against != 2 || b.Reservations != 2 {
			t.Errorf("%+v", b)
		}
		b, err = t.put("HD", "sunlizhen", ballot.Form{Meeting: "例会"})
		if err == nil {
			t.Errorf("a second ballot on the same: %+v", b)
		}
		t.Whole()
	})
}

// Outside the table, who voted how is read only where the charter says so.
func TestWhatStrangersReadOfABallot(t *testing.T) {
	tables(t, func(t *table) {
		for key, folded := range map[string]bool{"HD": false, "JH": true} {
			secretary, chair, votes := "sunlizhen", "wangliwen", map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "gaolicheng": "gaohu", "liliming": "hd-ca"}
			if key == "JH" {
				secretary, chair = "qianlian", "zhoulining"
				votes = map[string]string{"chenglihui": "qinghe", "luliyun": "nuanchao", "qinliya": "fed", "fangliqin": "jianghuai-u", "tanlifeng": "jiangkou", "heliyan": "jh-ca"}
			}
			var present []policy.OrganisationID
			for _, org := range votes {
				present = append(present, t.Org(org))
			}
			b, err := t.put(key, secretary, ballot.Form{Meeting: "例会", Present: present})
			t.Must(err)
			if _, err := t.Rooms.Ballots.Find(t.Context(), t.Actor(t.T, ""), b.ID); house.Says(err) != "fault.not_found" {
				t.Errorf("%s: a visitor reads what is not public: %v", key, err)
			}
			t.Must(t.take(&b, secretary, "open"))
			for who, org := range votes {
				voice, words := "yes", ""
				if org == "fed" {
					voice, words = "abstain", "经费另议。"
				}
				t.Must(t.voice(b, who, org, "cast", voice, words))
			}
			t.Must(t.take(&b, secretary, "close"))
			t.Must(t.Rooms.Register.Act(t.Context(), t.Actor(t.T, chair), func(tx *register.Tx) error {
				_, err := t.Rooms.Ballots.Publish(tx, b.ID)
				return err
			}))
			row, err := t.Rooms.Ballots.Find(t.Context(), t.Actor(t.T, ""), b.ID)
			t.Must(err)
			named := slices.ContainsFunc(row.Voters, func(v ballot.VoterRow) bool { return v.OrgKey == "fed" })
			if row.Folded != folded || named == folded || row.Tally.Favour != 5 || row.Tally.Abstained != 1 {
				t.Errorf("%s: folded %v, named %v, %+v", key, row.Folded, named, row.Tally)
			}
			for _, v := range row.Voters {
				if v.CastBy != "" || v.CasterName != "" {
					t.Errorf("%s: a visitor reads who voted for %s", key, v.OrgKey)
				}
			}
			inside, err := t.Rooms.Ballots.Find(t.Context(), t.Actor(t.T, secretary), b.ID)
			t.Must(err)
			if inside.Folded || len(inside.Voters) != b.Seats {
				t.Errorf("%s: the secretary reads %d of %d", key, len(inside.Voters), b.Seats)
			}
		}
	})
}

// Two of one organisation who vote at once from two processes: one is told, and one voice stands.
func TestTwoProcessesVoteAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		one := &table{house.Table{T: t, House: twins[0]}}
		b, err := one.put("HD", "sunlizhen", ballot.Form{Written: true, Until: "2019-06-20"})
		one.Must(err)
		one.Must(one.take(&b, "sunlizhen", "open"))
		who := [2]policy.Actor{twins[0].Actor(t, "maliqing"), twins[1].Actor(t, "hanlian")}
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i, voice := range []string{"yes", "abstain"} {
			wait.Go(func() {
				_, errs[i] = twins[i].Rooms.Ballots.Cast(context.Background(), who[i], ballot.Vote{Ballot: b.ID, Organisation: one.Org("huilin"), Voice: voice, Version: 1})
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && house.Says(err) != "fault.stale" {
				t.Errorf("the second was told %s", house.Says(err))
			}
		}
		one.Whole()
	})
}
