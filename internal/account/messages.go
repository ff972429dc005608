package account

import (
	"slices"

	"sametable/internal/lang"
	"sametable/internal/policy"
)

// Verbs lists the verbs of every entry this room writes.
func Verbs() []string {
	return []string{
		"person.setup_issued", "person.invited", "person.joined", "person.invitation_accepted", "person.slip_revoked", "person.slip_lapsed",
		"person.profile_changed", "person.renamed", "person.verified", "person.password_changed", "person.password_rehashed",
		"person.password_reset", "person.reset_requested", "person.reset_issued", "person.email_requested", "person.email_confirmed",
		"person.email_removed", "person.signed_out_everywhere", "person.disabled", "person.enabled", "person.office_granted",
		"person.office_suspended", "person.office_restored", "person.office_revoked", "office.proposed", "office.granted", "office.declined",
		"office.revocation_proposed", "office.kept", "office.suspended", "office.restored", "office.revoked",
	}
}

// Told lists those of Verbs that somebody is told of.
func Told() []string {
	quiet := []string{
		"person.setup_issued", "person.slip_revoked", "person.profile_changed", "person.password_changed", "person.password_rehashed", "person.reset_requested", "person.email_requested", "person.email_removed", "person.signed_out_everywhere",
	}
	return slices.DeleteFunc(Verbs(), func(verb string) bool { return slices.Contains(quiet, verb) })
}

// MessageIDs lists every sentence and name of this room; the program does not start when one is missing in a language.
func MessageIDs() []string {
	ids := []string{
		"slip.unknown", "slip.used", "slip.shown_before", "slip.revoked", "slip.replaced", "slip.expired", "slip.not_yours", "slip.issuer_gone", "invitation.not_yours", "setup.done",
		"username.shape", "username.reserved", "username.taken", "person.latin_letters", "person.name_fixed", "person.email_taken",
		"person.is_disabled", "person.no_email", "person.verified_already", "password.required", "password.not_text", "password.short",
		"password.long", "password.personal", "password.common", "password.wrong", "sign_in.wrong", "sign_in.disabled", "session.not_member",
		"reset.office_holder", "reset.facilitator_focal_point", "reset.by_focal_point", "office.already",
	}
	for _, code := range lang.Codes() {
		ids = append(ids, "reason.unread."+string(code))
	}
	for _, o := range policy.Offices() {
		ids = append(ids, "office."+string(o))
	}
	for _, verb := range Verbs() {
		ids = append(ids, "entry."+verb)
	}
	for _, verb := range Told() {
		ids = append(ids, "notice."+verb)
	}
	ids = append(append(ids, PersonMachine().MessageIDs()...), OfficeMachine().MessageIDs()...)
	slices.Sort(ids)
	return slices.Compact(ids)
}
