package policy

import (
	"slices"
	"sync"
)

// Action is one line of the table of rights.
type Action string

// The actions people can take in this house. Rules on state, own organisation and second persons stand with the subject. What
// hangs on nothing but these, such as confirming a statement of one's own organisation, has no line here: its guards are drawn.
const (
	ReadPublic         Action = "read_public"
	ReadMembersArea    Action = "read_members_area"
	Post               Action = "post"
	OpenThread         Action = "open_thread"
	EnterLetter        Action = "enter_letter"
	CheckLetter        Action = "check_letter"
	ReturnPost         Action = "return_post"
	PublishHeld        Action = "publish_held"
	HidePost           Action = "hide_post"
	RemovePost         Action = "remove_post"
	LockThread         Action = "lock_thread"
	ProposeMandate     Action = "propose_mandate"
	ConfirmMandate     Action = "confirm_mandate"
	ConfirmChair       Action = "confirm_chair"
	EditCharter        Action = "edit_charter"
	KeepCharter        Action = "keep_charter" // submits it, returns it, opens its consultation, proposes editorial changes
	CommentCharter     Action = "comment_charter"
	AnswerComment      Action = "answer_comment"
	PutCharter         Action = "put_charter"
	AdoptCharter       Action = "adopt_charter"
	AnnounceChange     Action = "announce_change" // of a charter, an editorial one; or declines it
	FoundForum         Action = "found_forum"
	Accredit           Action = "accredit"
	Suspend            Action = "suspend"
	GrantOffice        Action = "grant_office"
	ConfirmOffice      Action = "confirm_office"
	ReadRegister       Action = "read_register"
	ManageAccounts     Action = "manage_accounts"
	InviteAnyone       Action = "invite_anyone"
	InviteOwn          Action = "invite_own"
	LinkTranslation    Action = "link_translation"
	RegisterAnyOrg     Action = "register_any_organisation"
	SubmitOwnOrg       Action = "submit_own_organisation"
	DescribeOwnOrg     Action = "describe_own_organisation" // its profile, its services
	ReadModerationLog  Action = "read_moderation_log"
	WriteProposal      Action = "write_proposal"
	ScreenProposal     Action = "screen_proposal"
	RefuseProposal     Action = "refuse_proposal"
	ConsultProposal    Action = "consult_proposal"
	DeliberateProposal Action = "deliberate_proposal"
	KeepBallot         Action = "keep_ballot" // prepares, opens, closes it, notes who is present
	DecideProposal     Action = "decide_proposal"
	CastVote           Action = "cast_vote"
	EnterVote          Action = "enter_vote" // in an organisation's stead; it confirms
	SettleObjection    Action = "settle_objection"
	EraseText          Action = "erase_text"
	TakePosition       Action = "take_position"
	AddDocument        Action = "add_document"
	ChangeAnyDocument  Action = "change_any_document"
	ProposeCommitment  Action = "propose_commitment"
	UpdateCommitment   Action = "update_commitment"
	SteerCommitment    Action = "steer_commitment" // its day, its owner, its end
	VerifyCommitment   Action = "verify_commitment"
	RunPartnership     Action = "run_partnership" // proposes it, and says that it is active or over
	ConfirmPartnership Action = "confirm_partnership"
	HandOverProposal   Action = "hand_over_proposal"
	ReplyProposal      Action = "reply_proposal" // for the authority that leads, or one that is heard beside it
	ExtendReply        Action = "extend_reply"
	RemindAuthority    Action = "remind_authority"
	RateReply          Action = "rate_reply"
	PublishRating      Action = "publish_rating"
	HandleAgain        Action = "handle_again"
	ReopenProposal     Action = "reopen_proposal"
	KeepCalendar       Action = "keep_calendar" // which days are worked
	AppealRefusal      Action = "appeal_refusal"
	AnswerAppeal       Action = "answer_appeal" // those who refused, beside it
	DecideAppeal       Action = "decide_appeal"
	CallMeeting        Action = "call_meeting" // its day, its place, its agenda
	AskItem            Action = "ask_agenda_item"
	ReplyInvitation    Action = "reply_invitation"   // and note that one is there oneself
	HoldMeeting        Action = "hold_meeting"       // the roll, the items, its beginning and its end
	AttachFile         Action = "attach_agenda_file" // and take it away again
	DecideItem         Action = "decide_agenda_item"
	DraftMinutes       Action = "draft_minutes"
	CirculateMinutes   Action = "circulate_minutes" // and send them back, approve versions, stand by translations
	CorrectMinutes     Action = "correct_minutes"   // whoever was there
	SettleCorrection   Action = "settle_correction"
	ApproveMinutes     Action = "approve_minutes"
	IssueMinutes       Action = "issue_minutes"
	WithholdMinutes    Action = "withhold_minutes"
)

// Right is one line of the table: who may, and whether it takes a second person.
type Right struct {
	Action Action
	Roles  []Role
	Second bool
}

// Table is the table of rights; the documents are drawn from it and a test walks every cell.
func Table() []Right {
	all := Roles()
	members := []Role{RoleObserver, RoleRepresentative, RoleFocalPoint, RoleSecretary, RoleChair, RoleConvener, RoleResponder, RoleModerator}
	voices := []Role{RoleRepresentative, RoleFocalPoint, RoleSecretary, RoleChair, RoleConvener, RoleResponder, RoleModerator}
	return append([]Right{
		{Action: ReadPublic, Roles: all},
		{Action: ReadMembersArea, Roles: members},
		{Action: Post, Roles: voices},
		{Action: OpenThread, Roles: voices},
		{Action: EnterLetter, Roles: []Role{RoleSecretary}, Second: true},
		{Action: CheckLetter, Roles: []Role{RoleChair, RoleModerator}, Second: true},
		{Action: ReturnPost, Roles: []Role{RoleModerator}},
		{Action: PublishHeld, Roles: []Role{RoleModerator}},
		{Action: HidePost, Roles: []Role{RoleSecretary, RoleChair, RoleModerator}},
		{Action: RemovePost, Roles: []Role{RoleModerator}, Second: true},
		{Action: LockThread, Roles: []Role{RoleSecretary, RoleChair, RoleModerator}},
		{Action: ProposeMandate, Roles: []Role{RoleFocalPoint}},
		{Action: ConfirmMandate, Roles: []Role{RoleSecretary, RoleModerator}},
		{Action: ConfirmChair, Roles: []Role{RoleConvener, RoleModerator}},
		{Action: Accredit, Roles: []Role{RoleAccreditation}, Second: true},
		{Action: Suspend, Roles: []Role{RoleAccreditation, RoleAdministrator}, Second: true},
		{Action: GrantOffice, Roles: []Role{RoleAdministrator}, Second: true},
		{Action: ConfirmOffice, Roles: []Role{RoleFocalPoint, RoleAdministrator}, Second: true},
		{Action: ReadRegister, Roles: []Role{RoleAuditor, RoleAdministrator}},
		{Action: ManageAccounts, Roles: []Role{RoleAdministrator}},
		{Action: InviteAnyone, Roles: []Role{RoleModerator, RoleAccreditation, RoleAdministrator}},
		{Action: InviteOwn, Roles: []Role{RoleFocalPoint}},
		{Action: LinkTranslation, Roles: []Role{RoleTranslator, RoleModerator, RoleSystem}},
		{Action: RegisterAnyOrg, Roles: []Role{RoleAccreditation}},
		{Action: SubmitOwnOrg, Roles: []Role{RoleFocalPoint}},
		{Action: DescribeOwnOrg, Roles: []Role{RoleFocalPoint}},
		{Action: ReadModerationLog, Roles: []Role{RoleModerator}},
		{Action: WriteProposal, Roles: []Role{RoleRepresentative, RoleFocalPoint}},
		{Action: ScreenProposal, Roles: []Role{RoleSecretary, RoleModerator}},
		{Action: RefuseProposal, Roles: []Role{RoleSecretary, RoleModerator}, Second: true},
		{Action: ConsultProposal, Roles: []Role{RoleSecretary}},
		{Action: DeliberateProposal, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: KeepBallot, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: DecideProposal, Roles: []Role{RoleChair}},
		{Action: CastVote, Roles: []Role{RoleRepresentative}},
		{Action: EnterVote, Roles: []Role{RoleSecretary}, Second: true},
		{Action: SettleObjection, Roles: []Role{RoleChair}},
		{Action: EraseText, Roles: []Role{RoleModerator}, Second: true},
		{Action: TakePosition, Roles: []Role{RoleRepresentative, RoleFocalPoint}},
		{Action: AddDocument, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleSecretary, RoleChair, RoleConvener, RoleModerator}},
		{Action: ChangeAnyDocument, Roles: []Role{RoleSecretary, RoleModerator}},
		{Action: ProposeCommitment, Roles: []Role{RoleSecretary}},
		{Action: UpdateCommitment, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleResponder}},
		{Action: SteerCommitment, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: VerifyCommitment, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleChair}},
		{Action: RunPartnership, Roles: []Role{RoleSecretary}},
		{Action: ConfirmPartnership, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleResponder}},
	}, slices.Concat(charterRights(), handlingRights(), meetingRights(), minutesRights())...)
}

// charterRights are the lines about forums and their charters.
func charterRights() []Right {
	return []Right{
		{Action: EditCharter, Roles: []Role{RoleSecretary, RoleChair, RoleConvener, RoleModerator, RoleSystem}},
		{Action: KeepCharter, Roles: []Role{RoleSecretary, RoleModerator}, Second: true},
		{Action: CommentCharter, Roles: []Role{RoleRepresentative}},
		{Action: AnswerComment, Roles: []Role{RoleSecretary, RoleChair, RoleModerator}},
		{Action: PutCharter, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: AdoptCharter, Roles: []Role{RoleChair}},
		{Action: AnnounceChange, Roles: []Role{RoleChair}, Second: true},
		{Action: FoundForum, Roles: []Role{RoleModerator, RoleAdministrator, RoleSystem}},
	}
}

// handlingRights are the lines about proposals in the hands of authorities, and about those that were refused.
func handlingRights() []Right {
	return []Right{
		{Action: HandOverProposal, Roles: []Role{RoleSecretary}},
		{Action: ReplyProposal, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleResponder}},
		{Action: ExtendReply, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: RemindAuthority, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: RateReply, Roles: []Role{RoleRepresentative, RoleFocalPoint}},
		{Action: PublishRating, Roles: []Role{RoleModerator}},
		{Action: HandleAgain, Roles: []Role{RoleSecretary, RoleModerator}},
		{Action: ReopenProposal, Roles: []Role{RoleSecretary, RoleChair}, Second: true},
		{Action: KeepCalendar, Roles: []Role{RoleAdministrator}},
		{Action: AppealRefusal, Roles: []Role{RoleRepresentative, RoleFocalPoint}},
		{Action: AnswerAppeal, Roles: []Role{RoleSecretary, RoleModerator}},
		{Action: DecideAppeal, Roles: []Role{RoleChair}},
	}
}

// meetingRights are the lines about meetings. A moderator calls and holds one while the forum has no charter, and only then.
func meetingRights() []Right {
	return []Right{
		{Action: CallMeeting, Roles: []Role{RoleSecretary, RoleChair, RoleConvener, RoleModerator}},
		{Action: AskItem, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleResponder}},
		{Action: ReplyInvitation, Roles: []Role{RoleObserver, RoleRepresentative, RoleFocalPoint, RoleSecretary, RoleChair, RoleConvener}},
		{Action: HoldMeeting, Roles: []Role{RoleSecretary, RoleChair, RoleModerator}},
		{Action: AttachFile, Roles: []Role{RoleSecretary, RoleChair, RoleConvener, RoleModerator}},
		{Action: DecideItem, Roles: []Role{RoleChair}},
	}
}

// minutesRights are the lines about minutes. Who was there has them corrected; nobody approves what she drafted.
func minutesRights() []Right {
	return []Right{
		{Action: DraftMinutes, Roles: []Role{RoleSecretary, RoleChair}},
		{Action: CirculateMinutes, Roles: []Role{RoleChair}},
		{Action: CorrectMinutes, Roles: []Role{RoleRepresentative, RoleFocalPoint, RoleChair, RoleConvener, RoleResponder, RoleTranslator}},
		{Action: SettleCorrection, Roles: []Role{RoleSecretary}},
		{Action: ApproveMinutes, Roles: []Role{RoleChair, RoleConvener}},
		{Action: IssueMinutes, Roles: []Role{RoleSecretary}},
		{Action: WithholdMinutes, Roles: []Role{RoleConvener, RoleAdministrator}, Second: true},
	}
}

// rights is the table by action, built once: a page asks it many times.
var rights = sync.OnceValue(func() map[Action][]Role {
	by := map[Action][]Role{}
	for _, right := range Table() {
		by[right.Action] = right.Roles
	}
	return by
})

// May tells whether one of the roles has the right.
func May(action Action, roles []Role) bool {
	return slices.ContainsFunc(rights()[action], func(r Role) bool { return slices.Contains(roles, r) })
}

// Whoever gives the roles that have one of the rights at least, in the order of the table.
func Whoever(actions ...Action) []Role {
	return slices.DeleteFunc(Roles(), func(r Role) bool {
		return !slices.ContainsFunc(actions, func(a Action) bool { return May(a, []Role{r}) })
	})
}

// Who gives the roles that have the right.
func Who(action Action) []Role { return slices.Clone(rights()[action]) }
