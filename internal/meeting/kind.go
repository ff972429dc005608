package meeting

// KindWord is how a kind of meeting is called in a language; it stands on the meeting's card where it has no title of its own.
func KindWord(kind, language string) string {
	return map[string]map[string]string{
		"zh": {Plenary: "全体会议", Founding: "成立大会暨第一次全体会议", "thematic": "专题会议", "consultation": "座谈会", "dialogue": "政策对话会", "liaison": "联络员会议"},
		"en": {Plenary: "Plenary", Founding: "Founding plenary", "thematic": "Thematic meeting", "consultation": "Listening session", "dialogue": "Dialogue meeting",
			"liaison": "Meeting of liaison officers"},
		"sv": {Plenary: "Plenarmöte", Founding: "Konstituerande plenarmöte", "thematic": "Tematiskt möte", "consultation": "Samrådsmöte", "dialogue": "Dialogmöte",
			"liaison": "Möte med kontaktpersonerna"},
	}[language][kind]
}

// Title gives what the meeting is called in a language, and the language it is in: its own title, else the word for its kind.
func (m Meeting) Title(language string) (title, in string) { return m.card().Title(language) }

// titled are the titles by language, the kind's word where there is none of its own.
func (m Meeting) titled() (zh, en, sv string) {
	if m.TitleZh+m.TitleEn+m.TitleSv == "" {
		return KindWord(m.Kind, "zh"), KindWord(m.Kind, "en"), KindWord(m.Kind, "sv")
	}
	return m.TitleZh, m.TitleEn, m.TitleSv
}
