package world

// Document is a background document: a paper of a real authority, by what is public of it.
type Document struct {
	Key    string `toml:"key"`
	Number string `toml:"number"`
	Unsure bool   `toml:"unsure"` // the number is still to be confirmed
	Dated  string `toml:"dated"`  // a day, or a year
	Issuer string `toml:"issuer"`
	Title  Text   `toml:"title"` // the Chinese one is the original
}

// Document finds a background document by its key.
func (w *World) Document(key string) (*Document, bool) {
	for i := range w.Documents {
		if w.Documents[i].Key == key {
			return &w.Documents[i], true
		}
	}
	return nil, false
}

// checkDocuments asks that each document can be called by its key and its number, and that somebody adds it.
func (w *World) checkDocuments(f *findings) {
	seen := map[string]bool{}
	for _, d := range w.Documents {
		f.want(!seen[d.Key] && !seen[d.Number], "document %s: key or number stands twice", d.Key)
		seen[d.Key], seen[d.Number] = true, true
		f.want(d.Number != "" && d.Dated != "" && d.Issuer != "", "document %s: no number, date or issuer", d.Key)
		f.text(d.Title, "title of document "+d.Key)
		added := 0
		for _, s := range w.Steps {
			if s.Document == d.Key {
				added++
			}
		}
		f.want(added == 1, "document %s: added %d times", d.Key, added)
	}
}
