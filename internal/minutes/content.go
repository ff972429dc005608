package minutes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"sametable/internal/annex"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Names is what something is called in each language.
type Names struct {
	Zh string `json:"zh"`
	En string `json:"en"`
	Sv string `json:"sv"`
}

// In gives the name in a language, else in the authentic one, and the language it is in.
func (n Names) In(language, authentic string) (name, in string) {
	return register.Card{Language: authentic, TitleZh: n.Zh, TitleEn: n.En, TitleSv: n.Sv}.Title(language)
}

// has tells whether the name stands in a language.
func (n Names) has(language string) bool {
	return map[string]string{"zh": n.Zh, "en": n.En, "sv": n.Sv}[language] != ""
}

// Content is a version of the record. Its JSON is canonical: what of it is hashed is described in docs/minutes.md.
type Content struct {
	Form       int        `json:"form"`
	Meeting    Sitting    `json:"meeting"`
	Rules      Rules      `json:"rules"`
	Attendance []Attendee `json:"attendance"`
	Chairs     []Person   `json:"chaired"`
	Recorders  []Person   `json:"recorded"`
	Quorum     []Turn     `json:"quorum"`
	Items      []Item     `json:"items"`
	Blocks     []Written  `json:"blocks"`
}

// Sitting is the meeting as the record names it.
type Sitting struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	Kind      string `json:"kind"`
	ForumKey  string `json:"forum"`
	Forum     Names  `json:"forum_names"`
	Language  string `json:"language"`
	Title     Names  `json:"title"`
	Opened    string `json:"opened"` // RFC 3339, UTC
	Ended     string `json:"ended"`
	Place     Names  `json:"place"`
	Linked    bool   `json:"linked"` // one could take part from afar
}

// Rules are those of the charter's that the record is read by.
type Rules struct {
	Decision   string `json:"decision"`
	RollCall   bool   `json:"roll_call"`
	Attributed bool   `json:"attributed_dissent"`
}

// Attendee is an organisation at the table, or one that was called and did not come.
type Attendee struct {
	Organisation policy.OrganisationID `json:"organisation"`
	Names        Names                 `json:"names"`
	Kind         policy.Kind           `json:"kind"`
	Standing     string                `json:"standing"` // of meeting.Present and the others
	People       []Person              `json:"people"`
}

// Person is somebody who sat there.
type Person struct {
	ID       policy.PersonID `json:"id"`
	Name     string          `json:"name"`
	Latin    string          `json:"latin"`
	Capacity policy.Capacity `json:"capacity"`
	Mode     string          `json:"mode"`
	Arrived  string          `json:"arrived"`
	Left     string          `json:"left"`
}

// Written is somebody's name as a language writes it.
func (p Person) Written(language string) string {
	switch {
	case language == "zh" || p.Latin == "":
		return p.Name
	case language == "sv": // English sets the family name in capitals, Swedish does not
		return lang.PlainCase(p.Latin)
	}
	return p.Latin
}

// Turn is an instant at which the quorum changed.
type Turn struct {
	At      string `json:"at"`
	Present int    `json:"present"`
	Seats   int    `json:"seats"`
	Needed  int    `json:"needed"`
	Groups  int    `json:"groups"`
	Of      int    `json:"groups_needed"`
	Met     bool   `json:"met"`
	// what had to be there and was not
	Missing   []policy.Kind `json:"groups_missing,omitempty"`
	Provinces []string      `json:"provinces_missing,omitempty"`
}

// Item is an item of the agenda and what became of it.
type Item struct {
	ID      string         `json:"id"`
	Number  int            `json:"number"`
	Title   Names          `json:"title"`
	Purpose string         `json:"purpose"`
	Outcome string         `json:"outcome"`
	Papers  []string       `json:"papers"`          // references
	Files   []annex.Listed `json:"files,omitempty"` // those that stood with it
}

// Written is a paragraph of a version.
type Written struct {
	ID    string `json:"id"`
	Item  int    `json:"item"`
	Kind  string `json:"kind"`
	Words string `json:"words"`
	Noted bool   `json:"noted"`
	Facts Facts  `json:"facts"`
}

// Facts is what is typed of a paragraph: one of them, or none.
type Facts struct {
	Decision    *Decided  `json:"decision,omitempty"`
	Action      *Promised `json:"action,omitempty"`
	Reservation *Reserved `json:"reservation,omitempty"`
	Election    *Names    `json:"election,omitempty"`
	Erased      bool      `json:"erased,omitempty"` // its words were taken away by law
}

// Decided is a decision with its rule, its votes and its quorum.
type Decided struct {
	Words      Names   `json:"words"`
	Rule       string  `json:"rule"`
	Ballot     string  `json:"ballot"` // empty: it was agreed without one
	Result     string  `json:"result"`
	Favour     int     `json:"favour"`
	Against    int     `json:"against"`
	Abstained  int     `json:"abstained"`
	Recused    int     `json:"recused"`
	Groups     []Group `json:"groups"`
	Present    int     `json:"present"`
	Seats      int     `json:"seats"`
	Needed     int     `json:"needed"`
	Met        bool    `json:"met"`
	Indicative bool    `json:"indicative"`
	At         string  `json:"at"`
	RollCall   []Voted `json:"roll_call,omitempty"` // where the charter asks for one
}

// Voted is what one organisation said when the roll was called.
type Voted struct {
	Organisation policy.OrganisationID `json:"organisation"`
	Names        Names                 `json:"names"`
	Kind         policy.Kind           `json:"kind"`
	Voice        string                `json:"voice"`
}

// Voices are what an organisation can have said when the roll was called, in the order a record lists them.
func Voices() []string {
	return []string{"favour", "against", "abstained", "recused", "silent", "absent"}
}

// Group is what a stakeholder group said.
type Group struct {
	Kind      policy.Kind `json:"kind"`
	Favour    int         `json:"favour"`
	Against   int         `json:"against"`
	Abstained int         `json:"abstained"`
	Present   int         `json:"present"`
}

// Promised is a promise that follows from a decision, as it was made at the table.
type Promised struct {
	Commitment string                `json:"commitment"`
	Reference  string                `json:"reference"`
	Owner      policy.OrganisationID `json:"owner"`
	OwnerNames Names                 `json:"owner_names"`
	Title      Names                 `json:"title"`
	Due        string                `json:"due"` // "2019-03-31"
}

// Reserved is who recorded a reservation, in the language of its words.
type Reserved struct {
	Organisation policy.OrganisationID `json:"organisation"`
	Names        Names                 `json:"names"`
	Language     string                `json:"language"`
}

// canonical is the text that is hashed: one JSON object, names sorted, no white space, no HTML escapes, UTF-8, whole numbers only.
func (c Content) canonical() (string, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	var plain any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&plain); err != nil {
		return "", err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(plain)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// digest is SHA-256 of a canonical text, in hex.
func digest(canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	return hex.EncodeToString(sum[:])
}

// instant is how times are spelt in a version.
func instant(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

func encode(v any) string {
	b, _ := json.Marshal(v) // plain values always marshal
	return string(b)
}

func decode[T any](s string) (v T) {
	_ = json.Unmarshal([]byte(s), &v) // written by this room
	return v
}

// Material gives the ids of the blocks in which two versions differ in a decision, a vote, an election or a promise: those are sent round
// anew. What was added or taken away counts.
func Material(before, after Content) []string {
	was, is := map[string]string{}, map[string]string{}
	for all, blocks := range map[*map[string]string][]Written{&was: before.Blocks, &is: after.Blocks} {
		for _, b := range blocks {
			if !Told(b.Kind) {
				(*all)[b.ID] = encode(b)
			}
		}
	}
	var ids []string
	for _, b := range before.Blocks {
		if was[b.ID] != is[b.ID] {
			ids = append(ids, b.ID)
		}
	}
	for _, b := range after.Blocks {
		if _, there := was[b.ID]; !there && !Told(b.Kind) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}
