package site_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/app"
	"sametable/internal/calendar"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/thread"
	"sametable/internal/workflow"
)

// shown are the ways in which a line of the table is proven: by steps of a machine, by doors, by a use case that is asked with
// nothing in its form. Each line has one at least; steps that several lines open stand with each of them.
type shown struct {
	steps  []string // "noun verb"
	others []policy.Action
	doors  []string
	ask    func(question) error
	guard  string        // where a line takes two: the guard that asks for another person,
	by     policy.Action // or the line of the other person; else its steps do
}

// question is what a use case is asked with.
type question struct {
	h      *house.House
	actor  policy.Actor
	forum  forum.Forum
	org    policy.OrganisationID
	thread string
	person policy.PersonID // somebody else
}

func proofs() map[policy.Action]shown {
	ctx := context.Background()
	return map[policy.Action]shown{
		policy.ReadPublic: {doors: []string{"GET /:l/f/HD", "GET /:l/f/HD/charter", "GET /:l/f/HD/seats"}},
		policy.ReadMembersArea: {doors: []string{"GET /:l/f/HD/t/2016-01"}, ask: func(a question) error {
			rows, err := a.h.Rooms.Forums.Mandates(ctx, a.actor, a.forum)
			if err == nil && len(rows) == 0 {
				return fault.NotFound()
			}
			return err
		}},
		policy.Post: {steps: []string{"post publish", "post hold", "post ask", "post resubmit", "post withdraw"}, doors: []string{"POST /:l/f/HD/t/2016-01"},
			ask: func(a question) error {
				_, _, err := a.h.Rooms.Threads.Reply(ctx, a.actor, thread.PostForm{Thread: a.thread})
				return err
			}},
		policy.OpenThread: {doors: []string{"GET /:l/f/HD/write", "POST /:l/f/HD/write"}},
		policy.EnterLetter: {by: policy.CheckLetter, steps: []string{"statement enter", "answer enter"}, doors: []string{"GET /:l/f/HD/t/2016-01/letter", "POST /:l/f/HD/t/2016-01/letter"}, ask: func(a question) error {
			_, _, err := a.h.Rooms.Threads.EnterLetter(ctx, a.actor, thread.LetterForm{Thread: a.thread})
			return err
		}},
		policy.CheckLetter: {steps: []string{"post check", "proposal check", "proposal refuse_letter", "statement check", "statement refuse_letter", "answer check", "answer refuse_letter", "minutes_letter check", "minutes_letter refuse"}, guard: "guard.post.checker"},
		policy.ReturnPost:  {steps: []string{"post return"}},
		policy.PublishHeld: {steps: []string{"post release", "post restore"}},
		policy.HidePost:    {steps: []string{"post hide"}},
		policy.RemovePost:  {steps: []string{"post remove"}},
		policy.LockThread:  {steps: []string{"thread lock", "thread unlock", "thread archive"}},
		policy.ProposeMandate: {steps: []string{"mandate pause", "mandate resume", "mandate replace", "mandate end"}, others: []policy.Action{policy.ConfirmMandate},
			ask: func(a question) error {
				_, err := a.h.Rooms.Forums.Propose(ctx, a.actor, forum.MandateForm{Forum: "HD", Organisation: a.org})
				return err
			}},
		policy.ConfirmMandate: {steps: []string{"mandate confirm", "mandate refuse"}, others: []policy.Action{policy.ConfirmChair}},
		policy.ConfirmChair:   {steps: []string{"mandate confirm", "mandate refuse"}, others: []policy.Action{policy.ConfirmMandate}},
		policy.EditCharter: {steps: []string{"charter edit", "charter review_translation", "mandate unseat"},
			ask: func(a question) error { return a.h.Rooms.Charters.Edit(ctx, a.actor, "HD", charter.Form{}) }},
		policy.KeepCharter:    {steps: []string{"charter submit", "charter return", "charter consult", "charter reopen", "charter propose_change", "charter_change withdraw"}},
		policy.CommentCharter: {steps: []string{"charter comment", "charter change_comment", "charter withdraw_comment", "charter_change object"}},
		policy.AnswerComment:  {steps: []string{"charter answer_comment"}},
		policy.PutCharter:     {steps: []string{"charter open_ballot"}},
		policy.AdoptCharter:   {steps: []string{"charter adopt", "charter reject", "charter supersede", "charter_change lapse", "forum activate"}},
		policy.AnnounceChange: {steps: []string{"charter_change announce", "charter_change decline"}},
		policy.FoundForum: {doors: []string{"GET /:l/forums/new", "POST /:l/forums/new"}, ask: func(a question) error {
			_, err := a.h.Rooms.Forums.Found(ctx, a.actor, forum.FoundingForm{})
			return err
		}},
		policy.Accredit: {steps: []string{"organisation review", "organisation ask", "organisation accredit", "organisation decline", "organisation extend"}},
		policy.Suspend:  {steps: []string{"organisation suspend", "organisation lift", "organisation close"}},
		policy.GrantOffice: {by: policy.ConfirmOffice, steps: []string{"office propose_revocation", "office suspend"}, ask: func(a question) error {
			_, err := a.h.Rooms.Accounts.ProposeOffice(ctx, a.actor, account.OfficeProposal{Person: a.person})
			return err
		}},
		policy.ConfirmOffice: {steps: []string{"office grant", "office decline", "office keep", "office restore", "office revoke"}},
		policy.ReadRegister: {doors: []string{"GET /:l/audit", "GET /:l/audit/entries.csv"}, ask: func(a question) error {
			_, err := a.h.Rooms.Register.Page(ctx, a.actor, 0, 1)
			return err
		}},
		policy.ManageAccounts: {steps: []string{"person disable", "person enable"}},
		policy.InviteAnyone: {ask: func(a question) error {
			_, err := a.h.Rooms.Organisations.Invite(ctx, a.actor, account.Invitation{Organisation: a.elsewhere()})
			return err
		}},
		policy.InviteOwn: {others: []policy.Action{policy.InviteAnyone}, ask: func(a question) error {
			_, err := a.h.Rooms.Organisations.Invite(ctx, a.actor, account.Invitation{Organisation: a.org})
			return err
		}},
		policy.LinkTranslation: {ask: func(a question) error {
			a.actor.Mandates = append(a.actor.Mandates, policy.Mandate{ID: "reads", Forum: a.forum.ID, Organisation: a.org, Capacity: policy.Observer})
			return a.h.Rooms.Threads.Translate(ctx, a.actor, thread.TranslationForm{Of: policy.Ref{Noun: thread.Noun, ID: a.thread}})
		}},
		policy.RegisterAnyOrg: {doors: []string{"GET /:l/organisations/new", "POST /:l/organisations/new", "POST /:l/accreditation/invite"}, ask: func(a question) error {
			_, err := a.h.Rooms.Organisations.Draft(ctx, a.actor, organisation.Form{Scheme: "x"})
			return err
		}},
		policy.SubmitOwnOrg: {steps: []string{"organisation submit", "organisation answer", "organisation renew"}},
		policy.DescribeOwnOrg: {ask: func(a question) error {
			_, err := a.h.Rooms.Organisations.ListService(ctx, a.actor, a.org, organisation.ServiceForm{})
			return err
		}},
		policy.ReadModerationLog: {doors: []string{"GET /:l/mod"}},
		policy.WriteProposal: {steps: []string{"proposal ask", "proposal take_back", "proposal ask_letter", "proposal withdraw"}, ask: func(a question) error {
			_, err := a.h.Rooms.Proposals.Begin(ctx, a.actor, drafting.Beginning{Forum: "HD"})
			return err
		}},
		policy.ScreenProposal:  {steps: []string{"proposal admit", "proposal return", "proposal merge", "proposal forward", "proposal undo_refusal"}},
		policy.RefuseProposal:  {steps: []string{"proposal refuse"}},
		policy.ConsultProposal: {steps: []string{"proposal consult"}}, policy.DeliberateProposal: {steps: []string{"proposal deliberate"}},
		policy.KeepBallot:      {steps: []string{"proposal open_ballot", "appeal open_ballot", "ballot mark", "ballot open", "ballot close", "ballot void", "objection answer"}},
		policy.DecideProposal:  {steps: []string{"proposal put_off", "proposal recommend", "proposal partner", "proposal not_recommend", "ballot publish"}},
		policy.CastVote:        {steps: []string{"ballot cast", "ballot confirm_entry", "objection clear", "objection maintain"}},
		policy.EnterVote:       {steps: []string{"ballot enter"}, by: policy.CastVote}, // the organisation confirms it
		policy.SettleObjection: {steps: []string{"objection override"}},
		policy.EraseText: {by: policy.EraseText, ask: func(a question) error { // a second of them carries it out
			var p proposal.Proposal
			if err := a.h.Store.Read(ctx).Where("reference = 'LH-2019-02'").Take(&p).Error; err != nil {
				return err
			}
			_, err := a.h.Rooms.Erasings.Erase(ctx, a.actor, erasing.Erasing{Of: p.Record()})
			if fault.Is(err, fault.ReasonConflict) { // she may, and has an old page
				return nil
			}
			return err
		}},
		policy.TakePosition: {steps: []string{"statement file", "statement take_back", "statement withdraw"}},
		policy.AddDocument: {steps: []string{"document change", "document withdraw"}, ask: func(a question) error {
			_, err := a.h.Rooms.Documents.Add(ctx, a.actor, document.Form{})
			return err
		}},
		policy.ProposeCommitment: {doors: []string{"GET /:l/f/HD/commitments/new", "POST /:l/f/HD/commitments/new"}, ask: func(a question) error {
			_, err := a.h.Rooms.Commitments.Enter(ctx, a.actor, commitment.Form{Forum: "HD"})
			return err
		}},
		policy.UpdateCommitment: {steps: []string{"commitment accept", "commitment refuse", "commitment start", "commitment report", "commitment ask_extension", "commitment take_over",
			"commitment decline_transfer"}},
		policy.CallMeeting: {steps: []string{"meeting change", "meeting announce", "meeting send_agenda", "meeting cancel", "meeting postpone", "agenda_item take_up", "agenda_item decline",
			"agenda_item edit", "agenda_item strike"}},
		policy.AskItem: {ask: func(a question) error {
			now := a.h.Clock.Now()
			f, err := a.h.Rooms.Forums.Find(ctx, "HD")
			if err != nil {
				return err
			}
			return meeting.MayAsk(a.actor, meeting.Meeting{State: meeting.Announced, Access: policy.Access{Forum: f.ID}}, now)
		}},
		policy.ReplyInvitation: {steps: []string{"meeting reply", "meeting check_in"}},
		policy.HoldMeeting: {steps: []string{"meeting open", "meeting adjourn", "meeting end", "meeting note_roll", "agenda_item open", "agenda_item word", "agenda_item put", "agenda_item note",
			"agenda_item agree", "agenda_item defer", "agenda_item refer", "agenda_item withdraw", "agenda_item resume"}},
		policy.AttachFile:       {steps: []string{"agenda_item attach", "agenda_item detach"}},
		policy.DecideItem:       {steps: []string{"agenda_item decide"}},
		policy.SteerCommitment:  {steps: []string{"commitment propose_again", "commitment extend", "commitment keep_day", "commitment transfer", "commitment cancel"}},
		policy.VerifyCommitment: {steps: []string{"commitment verify", "commitment reopen"}},
		policy.RunPartnership: {steps: []string{"partnership revise", "partnership withdraw", "partnership activate", "partnership end"},
			doors: []string{"GET /:l/f/HD/partnerships/new", "POST /:l/f/HD/partnerships/new"}, ask: func(a question) error {
				_, err := a.h.Rooms.Partnerships.Enter(ctx, a.actor, partnership.Form{Forum: "HD"})
				return err
			}},
		policy.ConfirmPartnership: {steps: []string{"partnership confirm", "partnership conclude", "partnership decline"}},
		policy.HandOverProposal:   {steps: []string{"proposal hand_over", "proposal recall", "proposal follow_up", "proposal close"}},
		policy.ReplyProposal: {steps: []string{"proposal give_back", "proposal meet", "proposal show_clock", "proposal ask_extension", "answer file", "answer take_back"},
			others: []policy.Action{policy.RateReply}},
		policy.ExtendReply:      {steps: []string{"proposal extend", "proposal keep_limit"}},
		policy.RemindAuthority:  {steps: []string{"proposal remind"}},
		policy.RateReply:        {steps: []string{"answer file", "answer take_back"}, others: []policy.Action{policy.ReplyProposal}},
		policy.PublishRating:    {steps: []string{"answer publish"}},
		policy.HandleAgain:      {steps: []string{"proposal re_handle"}},
		policy.AppealRefusal:    {steps: []string{"appeal file", "appeal take_back", "appeal ask_letter", "appeal withdraw"}},
		policy.AnswerAppeal:     {steps: []string{"appeal answer"}},
		policy.DecideAppeal:     {steps: []string{"appeal uphold", "appeal dismiss", "proposal admit_on_appeal"}},
		policy.DraftMinutes:     {steps: []string{"minutes edit", "minutes name_checkers", "minutes submit"}},
		policy.CirculateMinutes: {steps: []string{"minutes return", "minutes circulate", "minutes resume", "minutes confirm_version"}},
		policy.CorrectMinutes:   {steps: []string{"minutes file", "minutes agree"}},
		policy.SettleCorrection: {steps: []string{"minutes recall", "minutes_correction accept", "minutes_correction accept_changed", "minutes_correction decline"}},
		policy.ApproveMinutes:   {steps: []string{"minutes approve"}},
		policy.IssueMinutes:     {steps: []string{"minutes issue", "minutes propose_erratum"}},
		policy.WithholdMinutes:  {steps: []string{"minutes propose_withholding", "minutes withhold", "minutes dismiss_withholding"}, guard: "guard.minutes.withholding"},
		policy.ReopenProposal:   {steps: []string{"proposal reopen", "proposal reopen_handling"}},
		policy.KeepCalendar: {doors: []string{"GET /:l/admin/calendar", "POST /:l/admin/calendar"}, ask: func(a question) error {
			_, err := a.h.Rooms.Calendar.Enter(ctx, a.actor, calendar.Form{Year: "x"})
			return err
		}},
		policy.ChangeAnyDocument: {ask: func(a question) error { // which another has added
			_, err := a.h.Rooms.Documents.Change(ctx, a.actor, "2016-01", document.Form{})
			return err
		}},
	}
}

// elsewhere is an organisation none of the actors belongs to.
func (a question) elsewhere() policy.OrganisationID {
	var all []organisation.Organisation
	_ = a.h.Store.Read(context.Background()).Where("id <> ? AND state = ?", a.org, organisation.Accredited).Order("id").Limit(1).Find(&all).Error
	return all[0].ID
}

// opens tells whether one of the lines is a role's.
func opens(role policy.Role, actions ...policy.Action) bool {
	return slices.ContainsFunc(actions, func(a policy.Action) bool { return policy.May(a, []policy.Role{role}) })
}

// TestEveryCellOfTheTable walks the machines: each line's steps are open to the roles of the line, to no other, and take a second
// person where the line says so. Time is no role of a line: what it does stands in the machines alone.
func TestEveryCellOfTheTable(t *testing.T) {
	machines := map[string]workflow.Machine{}
	for _, m := range app.Machines() {
		machines[m.Noun] = m
	}
	for _, right := range policy.Table() {
		proof, known := proofs()[right.Action]
		if !known || len(proof.steps)+len(proof.doors) == 0 && proof.ask == nil {
			t.Errorf("%s: no rule is known to ask it", right.Action)
			continue
		}
		second := false
		for _, step := range proof.steps {
			noun, verb, _ := strings.Cut(step, " ")
			found := false
			for _, tr := range machines[noun].Transitions {
				if tr.Verb != verb {
					continue
				}
				found, second = true, second || tr.Second || slices.Contains(tr.Guards, proof.guard)
				for _, role := range policy.Roles() {
					if open := slices.Contains(tr.Roles, role); role != policy.RoleSystem && open != opens(role, append(proof.others, right.Action)...) {
						t.Errorf("%s: %s is open to %s: %v", right.Action, step, role, open)
					}
				}
			}
			if !found {
				t.Errorf("%s: there is no step %s", right.Action, step)
			}
		}
		if takesTwo := second || proof.by != "" && len(policy.Who(proof.by)) > 0; right.Second != takesTwo {
			t.Errorf("%s takes two: %v, and its steps: %v", right.Action, right.Second, takesTwo)
		}
	}
	for action := range proofs() {
		if len(policy.Who(action)) == 0 {
			t.Errorf("%s has no line", action)
		}
	}
}

// holder is somebody who has one role of the table in a forum, and nothing besides.
func holder(role policy.Role, f policy.ForumID, org policy.OrganisationID) policy.Actor {
	a := policy.Actor{Person: "somebody", Name: "例某", Language: "zh"}
	offices := map[policy.Role]policy.Office{policy.RoleModerator: policy.Moderator, policy.RoleAccreditation: policy.AccreditationOfficer,
		policy.RoleTranslator: policy.Translator, policy.RoleAuditor: policy.Auditor, policy.RoleAdministrator: policy.Administrator}
	capacities := map[policy.Role]policy.Capacity{policy.RoleObserver: policy.Observer, policy.RoleRepresentative: policy.Titular,
		policy.RoleFocalPoint: policy.Titular, policy.RoleSecretary: policy.Secretary, policy.RoleChair: policy.Chair, policy.RoleConvener: policy.Convener,
		policy.RoleResponder: policy.Responder}
	switch {
	case role == policy.RoleVisitor:
		return policy.Actor{}
	case role == policy.RoleSystem:
		return policy.SystemActor()
	case offices[role] != "":
		a.Offices = []policy.Office{offices[role]}
		a.Memberships = []policy.Membership{{Organisation: "another", Kind: policy.Facilitator, Accredited: true}}
	case capacities[role] != "":
		a.Memberships = []policy.Membership{{Organisation: org, Kind: policy.NGO, FocalPoint: role == policy.RoleFocalPoint, Accredited: true}}
		a.Mandates = []policy.Mandate{{ID: "m", Forum: f, ForumKey: "HD", Organisation: org, Kind: policy.NGO, Capacity: capacities[role]}}
	}
	return a
}

// turnedAway tells whether an answer says that this is not hers, rather than what is wrong with the form.
func turnedAway(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && slices.Contains([]fault.Reason{fault.ReasonForbidden, fault.ReasonNotFound, fault.ReasonUnauthenticated}, f.Reason)
}

// TestUseCasesAskTheTable asks every use case as every role with an empty form: whoever has the right hears what is wrong with the
// form, everybody else that it is not hers.
func TestUseCasesAskTheTable(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		f, err := h.Rooms.Forums.Find(ctx, "HD")
		if err != nil {
			t.Fatal(err)
		}
		var th thread.Thread
		var org organisation.Organisation
		for _, err := range []error{h.Store.Read(ctx).Where("reference = ?", "HD-T-2016-01").Take(&th).Error, h.Store.Read(ctx).Where("key = 'huilin'").Take(&org).Error} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for action, proof := range proofs() {
			if proof.ask == nil {
				continue
			}
			for _, role := range policy.Roles() {
				if role == policy.RoleSystem {
					continue // the platform itself
				}
				err := proof.ask(question{h: h, actor: holder(role, f.ID, org.ID), forum: f, org: org.ID, thread: th.ID, person: h.Person(t, "maliqing")})
				may := opens(role, append(proof.others, action)...)
				if action == policy.InviteAnyone && role == policy.RoleFocalPoint {
					may = false // her own is another one
				}
				if turnedAway(err) == may {
					t.Errorf("%s as %s: %v", action, role, err)
				}
			}
		}
	})
}

// TestDoorsFollowTheTable reads who gets what at every route, and compares with the rights of those who walked.
func TestDoorsFollowTheTable(t *testing.T) {
	kept, err := os.ReadFile("testdata/who_gets_what.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(kept)), "\n") {
		words := strings.Fields(line)
		rows[words[0]+" "+words[1]] = words[2:]
	}
	house.Worlds(t, func(t *testing.T, h *house.House) {
		f, err := h.Rooms.Forums.Find(context.Background(), "HD")
		if err != nil {
			t.Fatal(err)
		}
		for action, proof := range proofs() {
			for _, door := range proof.doors {
				if rows[door] == nil {
					t.Errorf("%s: there is no door %s", action, door)
				}
				for _, cell := range rows[door] {
					who, code, _ := strings.Cut(cell, "=")
					status, _ := strconv.Atoi(code)
					roles := []policy.Role{policy.RoleVisitor}
					if who != "visitor" {
						roles = h.Actor(t, who).RolesIn(f.ID, h.Clock.Now())
					}
					in := !slices.Contains([]int{http.StatusSeeOther, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}, status)
					if in != policy.May(action, roles) {
						t.Errorf("%s: %s gets %d at %s with %v", action, who, status, door, roles)
					}
				}
			}
		}
	})
}
