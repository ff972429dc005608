package notice

import (
	"slices"
	"strings"
	"sync"

	"sametable/internal/account"
	"sametable/internal/ballot"
	"sametable/internal/organisation"
)

// Verbs lists the verbs of forums, seats, mandates, threads, posts and documents that somebody is told of. Those of accounts and
// organisations are listed in their rooms.
func Verbs() []string {
	return []string{
		"charter.drafted", "charter.edited", "charter.submitted", "charter.returned", "charter.consultation_opened", "charter.consultation_ended", "charter.commented", "charter.comment_changed",
		"charter.comment_withdrawn", "charter.comment_answered", "charter.ballot_prepared", "charter.reopened", "charter.adopted", "charter.rejected", "charter.change_proposed", "charter.change_announced", "charter.change_declined", "charter.change_objected",
		"charter.change_withdrawn", "charter.change_lapsed", "charter.change_in_force", "charter.erasure_proposed", "charter.erasure_dismissed", "charter.erased", "seat.given", "seat.ended",
		"mandate.proposed", "mandate.accepted", "mandate.declined", "mandate.confirmed", "mandate.refused", "mandate.paused",
		"mandate.resumed", "mandate.ended", "mandate.resigned", "mandate.replaced", "mandate.unseated", "mandate.expired",
		"thread.opened", "thread.shown", "thread.locked", "thread.unlocked", "thread.archived",
		"post.published", "post.held", "post.confirmation_asked", "post.confirmed", "post.confirmed_held", "post.checked", "post.declined",
		"post.released", "post.returned", "post.resubmitted", "post.hidden", "post.restored", "post.removed", "post.removal_proposed",
		"post.erasure_proposed", "post.removal_dismissed", "post.removal_lapsed", "post.erased", "post.letter_asked", "post.letter_attached",
		"post.letter_refused", "post.checked_held",
		"proposal.confirmation_asked", "proposal.taken_back", "proposal.submitted", "proposal.declined", "proposal.letter_asked", "proposal.letter_attached",
		"proposal.letter_refused", "proposal.admitted", "proposal.admitted_silently", "proposal.returned", "proposal.merged", "proposal.forwarded",
		"proposal.refused", "proposal.refusal_proposed", "proposal.refusal_undone", "proposal.withdrawn", "proposal.consultation_opened",
		"proposal.revision_asked", "proposal.revision_declined", "proposal.revised", "proposal.deliberation_opened",
		"proposal.cosign_offered", "proposal.cosign_confirmed", "proposal.cosign_declined", "proposal.cosign_taken_back", "proposal.cosign_letter_asked",
		"proposal.cosign_letter_attached", "proposal.cosign_letter_refused", "proposal.cosigned", "proposal.cosign_refused", "proposal.cosign_left",
		"proposal.take_over_asked", "proposal.take_over_declined", "proposal.take_over_dropped", "proposal.taken_over",
		"proposal.revision_letter_asked", "proposal.revision_letter_attached", "proposal.revision_letter_refused", "proposal.revision_letter_dropped",
		"proposal.withdrawal_letter_asked", "proposal.withdrawal_letter_attached", "proposal.withdrawal_letter_refused", "proposal.withdrawal_letter_dropped",
		"proposal.take_over_letter_asked", "proposal.take_over_letter_attached", "proposal.take_over_letter_refused", "proposal.take_over_letter_dropped",
		"proposal.statement_withdrawal_letter_entered", "proposal.statement_withdrawal_letter_refused", "proposal.statement_withdrawal_letter_dropped",
		"proposal.withdrawal_letter_erasure_proposed", "proposal.withdrawal_letter_erasure_dismissed", "proposal.withdrawal_letter_erased",
		"proposal.take_over_letter_erasure_proposed", "proposal.take_over_letter_erasure_dismissed", "proposal.take_over_letter_erased",
		"proposal.statement_withdrawal_letter_erasure_proposed", "proposal.statement_withdrawal_letter_erasure_dismissed", "proposal.statement_withdrawal_letter_erased",
		"proposal.withdrawal_asked", "proposal.withdrawal_declined", "proposal.withdrawal_dropped",
		"proposal.erasure_proposed", "proposal.erasure_dismissed", "proposal.erased", "statement.erasure_proposed", "statement.erasure_dismissed", "statement.erased",
		"answer.erasure_proposed", "answer.erasure_dismissed", "answer.erased", "handling.erasure_proposed", "handling.erasure_dismissed", "handling.erased", "ballot.erasure_proposed", "ballot.erasure_dismissed", "ballot.erased",
		"commitment.erasure_proposed", "commitment.erasure_dismissed", "commitment.erased", "partnership.erasure_proposed", "partnership.erasure_dismissed", "partnership.erased",
		"proposal.cosign_letter_erasure_proposed", "proposal.cosign_letter_erasure_dismissed", "proposal.cosign_letter_erased", "proposal.revision_letter_erasure_proposed", "proposal.revision_letter_erasure_dismissed", "proposal.revision_letter_erased",
		"statement.filed", "statement.entered", "statement.confirmed", "statement.checked", "statement.declined", "statement.taken_back",
		"statement.letter_refused", "statement.withdrawn",
		"document.changed", "document.withdrawn",
		"proposal.put_off", "proposal.recommended", "proposal.made_partnership", "proposal.partnership_due", "proposal.not_recommended",
		"ballot.opened", "ballot.voided", "ballot.cast", "ballot.entered", "ballot.entry_confirmed", "ballot.closed", "ballot.tallied",
		"ballot.objection_answered", "ballot.objection_cleared", "ballot.objection_maintained", "ballot.objection_overridden",
		"commitment.proposed", "commitment.proposed_again", "commitment.accepted", "commitment.refused", "commitment.extension_asked", "commitment.extended",
		"commitment.day_kept", "commitment.transfer_proposed", "commitment.transfer_declined", "commitment.taken_over", "commitment.reported",
		"commitment.verified", "commitment.reopened", "commitment.cancelled", "commitment.escalated",
		"partnership.proposed", "partnership.confirmed", "partnership.agreed", "partnership.declined", "partnership.revised", "partnership.withdrawn",
		"partnership.activated", "partnership.ended", "partnership.lapsed",
		"proposal.handed_over", "proposal.given_back", "proposal.recalled", "proposal.replied", "proposal.rated", "proposal.not_rated", "proposal.handled_again",
		"proposal.followed_up", "proposal.closed", "proposal.reopened", "proposal.handling_reopened",
		"handling.met", "handling.extension_asked", "handling.extended", "handling.limit_kept", "handling.day_moved", "handling.reminded", "handling.due_soon",
		"handling.overdue", "handling.authority_lost", "handling.co_handler_lost", "handling.opinion_came", "handling.reopening_proposed",
		"answer.filed", "answer.entered", "answer.given", "answer.declined", "answer.taken_back", "answer.checked", "answer.letter_refused", "answer.published",
		"answer.published_silently",
		"meeting.planned", "meeting.announced", "meeting.changed", "meeting.agenda_sent", "meeting.reminded", "meeting.opened", "meeting.adjourned",
		"meeting.cancelled", "meeting.postponed", "meeting.guest_invited", "meeting.item_asked", "meeting.item_taken_up", "meeting.item_declined",
		"minutes.begun", "minutes.checkers_named", "minutes.submitted", "minutes.returned", "minutes.circulated", "minutes.correction_filed", "minutes.version_confirmed", "minutes.recalled", "minutes.resumed",
		"minutes.signed", "minutes.approved", "minutes.issued", "minutes.erratum_proposed", "minutes.erratum_dropped", "minutes.corrected", "minutes.withholding_proposed", "minutes.withheld",
		"minutes.withholding_dismissed", "minutes.correction_accepted", "minutes.correction_accepted_changed", "minutes.correction_declined", "minutes.correction_taken_back", "minutes.reminded",
		"minutes.window_over", "minutes.overdue", "minutes.certified", "minutes.erasure_proposed", "minutes.erasure_dismissed", "minutes.erased", "meeting.erasure_proposed", "meeting.erasure_dismissed", "meeting.erased",
		"minutes.letter_entered", "minutes.letter_checked", "minutes.letter_refused",
		"appeal.erasure_proposed", "appeal.erasure_dismissed", "appeal.erased", "proposal.admitted_on_appeal", "appeal.filed", "appeal.lodged", "appeal.declined", "appeal.taken_back", "appeal.letter_asked", "appeal.letter_attached",
		"appeal.letter_refused", "appeal.answered", "appeal.ballot_prepared", "appeal.upheld", "appeal.dismissed", "appeal.withdrawn", "appeal.reminded",
	}
}

// asked are the verbs of ballots: of those on an appeal people are told in words of their own.
func asked() []string {
	return slices.DeleteFunc(Verbs(), func(verb string) bool { return !strings.HasPrefix(verb, ballot.Noun+".") })
}

// owned are the verbs that the person concerned is told in words of her own.
func owned() []string {
	return []string{"post.confirmed", "post.checked", "post.released", "post.restored"}
}

// isGathered tells whether many unread ones of a verb in one thread stand on one line.
func isGathered(verb string) bool { return slices.Contains(gathered(), verb) }

// MessageIDs lists every sentence that is put together while the program runs; it does not start when one is missing.
func MessageIDs() []string {
	ids := []string{"notice.other", "notice.untitled", "notice.somebody", "notice.an_organisation", "notice.see_page", "web.name", "mail.greeting",
		"mail.greeting_nameless", "mail.subject", "mail.open", "mail.reason", "mail.change", "mail.robot", "mail.digest_subject",
		"mail.digest_intro", "mail.digest_why", "mail.link_until",
		"mail.head", "mail.head_subject", "mail.head_why"}
	for _, verb := range Verbs() {
		ids = append(ids, "notice."+verb)
	}
	for _, verb := range owned() {
		ids = append(ids, "notice.own."+verb)
	}
	for _, verb := range asked() {
		ids = append(ids, "notice.appeal."+verb)
	}
	for _, verb := range gathered() {
		ids = append(ids, "notice.many."+verb)
	}
	for _, why := range Whys() {
		ids = append(ids, "mail.why."+string(why))
	}
	for purpose := range pages() {
		for _, part := range []string{"mail.link_subject.", "mail.link_text.", "mail.link_open.", "mail.link_why."} {
			ids = append(ids, part+string(purpose))
		}
	}
	slices.Sort(ids)
	return ids
}

// spoken are the ids of all notices there are sentences for; a verb of a room that has none yet is told in general words.
var spoken = sync.OnceValue(func() []string {
	return slices.Concat(MessageIDs(), account.MessageIDs(), organisation.MessageIDs())
})
