package organisation_test

import (
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
)

// An invitation does not outlive the authority of whoever issued it.
func TestAnInvitationEndsWithTheAuthorityBehindIt(t *testing.T) {
	worlds(t, func(w *world) {
		for name, c := range map[string]struct {
			end  func(organisation.Organisation, account.Person) error
			want string
		}{
			"put out": {func(o organisation.Organisation, p account.Person) error {
				m := w.memberOf(o, p)
				return w.s.EndMembership(w.ctx, w.mats, organisation.MemberStep{Membership: m.ID, Reason: "调离", Version: m.Version})
			}, "slip.revoked"},
			"relieved": {func(o organisation.Organisation, p account.Person) error {
				m := w.memberOf(o, p)
				return w.s.SetFocalPoint(w.ctx, w.mats, organisation.MemberStep{Membership: m.ID, Version: m.Version})
			}, "slip.revoked"},
			"disabled": {func(_ organisation.Organisation, p account.Person) error {
				_, err := w.accounts.Disable(w.ctx, w.mats, account.AccountStep{Person: p.ID, Version: p.Version, Reason: "离职"})
				return err
			}, "slip.revoked"},
		} {
			o := w.to(organisation.Accredited)
			first := w.joined(w.johan, o, true)
			w.joined(w.as(first), o, true) // somebody else answers for it afterwards
			h, err := w.s.Invite(w.ctx, w.as(first), account.Invitation{Organisation: o.ID, FocalPoint: true, Language: "zh"})
			w.must(err)
			w.must(c.end(o, first))
			_, err = w.s.Join(w.ctx, h.Secret, w.registration())
			if got := idOf(err); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
			lines, err := w.r.Timeline(w.ctx, w.system, policy.Ref{Noun: account.Noun, ID: string(h.Slip.PersonID)})
			w.must(err)
			if last := lines[len(lines)-1]; last.Verb != "person.slip_revoked" {
				t.Errorf("%s: the last entry is %s", name, last.Verb)
			}
		}
		o := w.to(organisation.Accredited)
		for _, by := range []policy.Actor{focal(o, "nobody"), {Person: "gone", Name: "gone", Offices: []policy.Office{policy.Moderator}}} {
			h, err := w.s.Invite(w.ctx, by, account.Invitation{Organisation: o.ID, FocalPoint: true, Language: "zh"})
			w.must(err)
			_, err = w.s.Join(w.ctx, h.Secret, w.registration())
			w.refused(err, fault.ReasonConflict, "slip.issuer_gone") // no such account holds the say any more
		}
	})
}
