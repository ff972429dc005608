package web

// RefusalView is the page of a fault.
type RefusalView struct {
	Page Page
	Code int
	Text string
	Sent *Sent // the form that was refused, given back
	Lost bool  // a form was refused and cannot be given back
}

// Sent is a form that was refused for a reason that passes. It comes back to whoever sent it, and lies nowhere else.
type Sent struct {
	Action    string
	Multipart bool
	Files     bool        // files were chosen; no page can choose them again
	Texts     []SentValue // long enough to be worth reading again
	Lines     []SentValue // the rest, the form's key among them
}

// SentValue is one value of a form.
type SentValue struct{ Name, Value string }

func refusalHeading(v RefusalView) string {
	switch v.Code {
	case 403:
		return v.Page.T.Say("refusal.heading_403")
	case 404:
		return v.Page.T.Say("refusal.heading_404")
	case 408:
		return v.Page.T.Say("refusal.heading_408")
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
	var hints []string
	switch {
	case v.Sent != nil && v.Sent.Files:
		hints = []string{t.Say("refusal.copy_text"), t.Say("refusal.file_again")}
	case v.Sent != nil:
		hints = []string{t.Say("refusal.send_again_hint")}
	case v.Lost:
		hints = []string{t.Say("refusal.not_kept")}
	}
	return append(hints, hintsByCode(v)...)
}

func hintsByCode(v RefusalView) []string {
	t := v.Page.T
	switch v.Code {
	case 403:
		return []string{t.Say("refusal.ask_focal_point"), t.Say("refusal.other_role")}
	case 404:
		if v.Page.Person == nil {
			return []string{t.Say("refusal.check_address"), t.Say("refusal.members_only")}
		}
		return []string{t.Say("refusal.check_address"), t.Say("refusal.not_for_you")}
	case 408:
		return []string{t.Say("refusal.better_line")}
	case 409:
		return []string{t.Say("refusal.reload")}
	case 429:
		return []string{t.Say("refusal.wait"), t.Say("refusal.shared_network")}
	case 500:
		return []string{t.Say("refusal.again_later"), t.Say("refusal.tell_us")}
	case 503:
		if v.Sent != nil || v.Lost {
			return []string{t.Say("refusal.again_later")}
		}
		return []string{t.Say("refusal.again_soon")}
	}
	return []string{t.Say("refusal.go_back")}
}
