package world

import "time"

// Child is the placeholder in the one text that describes a child. The player composes what it stands for while it runs, sends
// the text to the gate, which stops it, and keeps it nowhere.
const Child = "{{child}}"

// Thread is a discussion with its posts. A text may name another thread as {ref:T08}; the player puts that thread's reference
// there. References of proposals and meetings stand as they are.
type Thread struct {
	Key      string   `toml:"key"` // T01 to T10, for these files only
	Forum    string   `toml:"forum"`
	State    string   `toml:"state"`    // on the demo day: "open", "locked" or "archived"
	Original string   `toml:"original"` // language of the title and purpose as first written
	Title    Text     `toml:"title"`
	Purpose  Text     `toml:"purpose"`
	Locked   *Closing `toml:"locked"`
	Archived *Closing `toml:"archived"`
	Posts    []Post   `toml:"post"`
}

// Closing is when and by whom a thread was locked or archived.
type Closing struct {
	At time.Time `toml:"at"`
	By string    `toml:"by"`
}

// Post is one contribution in the language its author wrote it in.
type Post struct {
	Number       int           `toml:"number"` // from 1, without gaps
	Author       string        `toml:"author"`
	Organisation string        `toml:"organisation"`
	At           time.Time     `toml:"at"` // first sent; see Held for one that waited
	Language     string        `toml:"language"`
	Mark         string        `toml:"mark"` // "personal" or "statement"
	Body         string        `toml:"body"` // as it stands on the demo day
	ConfirmedBy  string        `toml:"confirmed_by"`
	Letter       *Letter       `toml:"letter"`
	Quote        *Quote        `toml:"quote"`
	Held         *Held         `toml:"held"`
	Blocked      *Blocked      `toml:"blocked"`
	Translations []Translation `toml:"translation"`
}

// Letter confirms a statement of an organisation that has one registered person.
type Letter struct {
	Dated     time.Time `toml:"dated"` // midnight of that day
	EnteredBy string    `toml:"entered_by"`
	CheckedBy string    `toml:"checked_by"`
}

// Quote is a passage of an earlier post that this one answers, word for word in the language it was written in.
type Quote struct {
	Post  int    `toml:"post"`
	Words string `toml:"words"`
}

// Held is the way of a post that a moderator returned before it was published, under the same number.
type Held struct {
	Rule          string    `toml:"rule"`       // why it was held
	Attachment    string    `toml:"attachment"` // what was sent with it and left away later
	FirstBody     string    `toml:"first_body"`
	SentAt        time.Time `toml:"sent_at"`
	ReturnedAt    time.Time `toml:"returned_at"`
	ReturnedBy    string    `toml:"returned_by"`
	Reason        Text      `toml:"reason"` // the author reads it in her own language
	ResubmittedAt time.Time `toml:"resubmitted_at"`
	PublishedAt   time.Time `toml:"published_at"`
	PublishedBy   string    `toml:"published_by"`
}

// Blocked is an attempt that the gate refuses before anything is stored.
type Blocked struct {
	At    time.Time `toml:"at"`
	Rules []string  `toml:"rules"` // that must fire
	Offer string    `toml:"offer"` // what the gate proposes, as the author reads it
	Body  string    `toml:"body"`  // contains Child once, in place of a noun phrase with a name and an age
}

// Translation of one post into one language.
type Translation struct {
	Language   string    `toml:"language"`
	State      string    `toml:"state"` // "machine" or "reviewed"
	At         time.Time `toml:"at"`    // made, or handed in for review
	Translator string    `toml:"translator"`
	Reviewer   string    `toml:"reviewer"`
	ReviewedAt time.Time `toml:"reviewed_at"`
	Body       string    `toml:"body"`
}

// PublishedAt is when the post could first be read.
func (p Post) PublishedAt() time.Time {
	if p.Held != nil {
		return p.Held.PublishedAt
	}
	return p.At
}

// Thread finds a thread by its key.
func (w *World) Thread(key string) (*Thread, bool) {
	for i := range w.Threads {
		if w.Threads[i].Key == key {
			return &w.Threads[i], true
		}
	}
	return nil, false
}

// Post finds a post by its number.
func (t *Thread) Post(number int) (*Post, bool) {
	for i := range t.Posts {
		if t.Posts[i].Number == number {
			return &t.Posts[i], true
		}
	}
	return nil, false
}
