package web

// RefusalView is the page of a fault.
type RefusalView struct {
	Page Page
	Code int
	Text string
}

func refusalHeading(v RefusalView) string {
	switch v.Code {
	case 403:
		return v.Page.T.Say("refusal.heading_403")
	case 404:
		return v.Page.T.Say("refusal.heading_404")
	case 409:
		return v.Page.T.Say("refusal.heading_409")
	case 429:
		return v.Page.T.Say("refusal.heading_429")
	case 500:
		return v.Page.T.Say("refusal.heading_500")
	case 503:
		return v.Page.T.Say("refusal.heading_503")
	}
	return v.Page.T.Say("refusal.title")
}

// refusalHints are what the reader can do, the likeliest first.
func refusalHints(v RefusalView) []string {
	t := v.Page.T
	switch v.Code {
	case 403:
		return []string{t.Say("refusal.ask_focal_point"), t.Say("refusal.other_role")}
	case 404:
		if v.Page.Person == nil {
			return []string{t.Say("refusal.check_address"), t.Say("refusal.members_only")}
		}
		return []string{t.Say("refusal.check_address"), t.Say("refusal.not_for_you")}
	case 409:
		return []string{t.Say("refusal.reload")}
	case 429:
		return []string{t.Say("refusal.wait"), t.Say("refusal.shared_network")}
	case 500:
		return []string{t.Say("refusal.again_later"), t.Say("refusal.text_kept"), t.Say("refusal.tell_us")}
	case 503:
		return []string{t.Say("refusal.again_soon"), t.Say("refusal.text_kept")}
	}
	return []string{t.Say("refusal.go_back")}
}
