package site

import "slices"

// flashes are the names of what a page can say once after an act; each is a message "flash.<name>".
func flashes() []string {
	return append(meetingFlashes(), []string{
		"statement_filed", "statement_entered", "statement_confirm", "statement_decline", "statement_take_back", "statement_check", "statement_refuse_letter",
		"statement_withdraw", "minutes_done", "received_entered",
		"posted", "held", "waits_confirmation", "returned", "released", "resubmitted", "confirmed", "declined", "hidden", "restored",
		"removal_proposed", "removed", "withdrawn", "revised", "thread_opened", "thread_locked", "thread_unlocked", "thread_archived",
		"following", "not_following", "saved", "translated", "reviewed", "signed_in", "signed_out", "signed_out_everywhere", "password_changed", "reset_sent",
		"reset_done", "joined", "invited", "invitation_revoked", "letter_entered", "letter_checked", "organisation_drafted",
		"organisation_saved", "organisation_step", "organisation_second", "service_listed", "service_changed", "service_ended", "mandate_proposed", "mandate_step", "seat_given", "seat_ended", "charter_saved", "charter_begun",
		"charter_submit", "charter_return", "charter_consult", "charter_review_translation", "charter_reopen", "charter_comment", "charter_change_comment", "charter_withdraw_comment",
		"charter_answer_comment", "charter_adopt", "charter_reject", "charter_propose_change", "charter_announce", "charter_decline", "charter_object", "charter_withdraw", "forum_founded", "office_proposed", "office_granted", "office_revoked", "email_asked",
		"email_confirmed", "speaks_for", "notices_read", "set_up", "draft_deleted", "membership_ended",
		"letter_asked", "letter_attached", "letter_refused", "erasure_proposed", "erased", "removal_dismissed", "removal_undone",
		"proposal_asked", "proposal_confirm", "proposal_check", "proposal_decline", "proposal_take_back", "proposal_ask_letter", "proposal_refuse_letter",
		"proposal_undo_refusal", "proposal_withdraw", "proposal_ask_withdrawal", "proposal_confirm_withdrawal", "proposal_decline_withdrawal", "proposal_drop_withdrawal", "proposal_admit", "proposal_return", "proposal_merge", "proposal_forward", "proposal_refuse",
		"proposal_refusal_proposed", "proposal_consult", "proposal_revision_asked", "proposal_confirm_revision", "proposal_decline_revision", "proposal_deliberate", "proposal_erasure_proposed", "proposal_erased", "proposal_kept",
		"by_letter_asked", "by_letter_entered", "by_letter_refuse", "by_letter_take_back", "by_letter_check_revision", "by_letter_check_withdrawal", "by_letter_check_take_over", "by_letter_check_statement_withdrawal",
		"cosign_offer", "cosign_confirm", "cosign_decline", "cosign_take_back", "cosign_ask_letter", "cosign_check", "cosign_refuse_letter", "cosign_accept", "cosign_refuse",
		"cosign_withdraw", "cosign_take_over", "cosign_confirm_take_over", "cosign_decline_take_over", "cosign_drop_take_over",
		"ballot_prepared", "ballot_mark", "ballot_open", "ballot_close", "ballot_closed_waits", "ballot_void", "ballot_cast", "ballot_enter", "ballot_confirm_entry",
		"ballot_objection_answer", "ballot_objection_clear", "ballot_objection_maintain", "ballot_objection_override", "proposal_put_off", "proposal_announced",
		"commitment_proposed", "commitment_propose_again", "commitment_accept", "commitment_refuse", "commitment_start", "commitment_report", "commitment_verify",
		"commitment_reopen", "commitment_take_over", "commitment_cancel", "commitment_ask_extension", "commitment_extend", "commitment_keep_day",
		"commitment_transfer", "commitment_decline_transfer",
		"partnership_proposed", "partnership_revise", "partnership_confirm", "partnership_agreed", "partnership_decline", "partnership_withdraw", "partnership_activate", "partnership_end",
		"handling_hand_over", "handling_give_back", "handling_recall", "handling_meet", "handling_ask_extension", "handling_extend", "handling_keep_limit", "handling_show_clock",
		"handling_remind", "handling_re_handle", "handling_close", "handling_reopen", "handling_reopen_handling", "handling_reopening_proposed", "handling_follow_up",
		"answer_file", "answer_enter", "answer_confirm", "answer_decline", "answer_take_back", "answer_check", "answer_refuse_letter", "answer_publish", "answer_issued",
		"appeal_file", "appeal_confirm", "appeal_decline", "appeal_take_back", "appeal_ask_letter", "appeal_check", "appeal_refuse_letter", "appeal_withdraw", "appeal_answer",
		"appeal_uphold", "appeal_dismiss",
		"annex_added", "annex_removed", "document_added", "document_changed", "document_withdrawn",
	}...)
}

func knownFlash(name string) bool { return slices.Contains(flashes(), name) }
