// Package notice tells people what concerns them. It follows the register: from whom an entry is to be told it works out the
// persons, tells each once and only what she may see, and writes her a letter where she wants one. What a notice says is put
// together when it is read, from the entry and the card, so that erased words are gone from notices too.
package notice

import (
	"net/url"
	"regexp"
	"time"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// ID names a notice; it is no secret.
type ID string

// Notice is one entry of the register as it is told to one person.
type Notice struct {
	ID       ID `gorm:"primaryKey"`
	Seq      int64
	PersonID policy.PersonID
	Verb     string
	Noun     string
	NounID   string
	Topic    string // id of the noun it belongs under: of a post, its thread
	Why      Why
	At       time.Time // of the entry
	ReadAt   *time.Time
	Mail     Mail
	Digest   string     // the day of the letter that gathers it, 2019-06-11; empty: none
	QueuedAt *time.Time // by the machine's time
	MailedAt *time.Time // by the machine's time
	due      time.Time  // of the letter that gathers it; known while it is queued only
}

// OutsideTheRecord says it: what one was told is one's own affair; the entry is the record.
func (Notice) OutsideTheRecord() {}

// Why says for what reason a person is told.
type Why string

// The reasons, the strongest first: a person who is told for two gets the first.
const (
	Concerned  Why = "concerned"
	FocalPoint Why = "focal_point"
	Secretary  Why = "secretary"
	Officer    Why = "officer"
	Colleague  Why = "colleague"
	Follows    Why = "follows" // the thread, or another noun
	Sits       Why = "sits"    // in the forum
)

// Whys lists every reason.
func Whys() []Why { return []Why{Concerned, FocalPoint, Secretary, Officer, Colleague, Follows, Sits} }

// Mail says what became of the letter about a notice.
type Mail string

// The ways of a letter.
const (
	NoMail   Mail = "none"     // she wants none, or has no address
	Waiting  Mail = "waiting"  // queued
	Daily    Mail = "daily"    // waits for the letter of the day
	Sent     Mail = "sent"     // taken by the mail server, or put into the folder
	Withheld Mail = "withheld" // when its turn came she might not see it any more, or wanted no letters
	Failed   Mail = "failed"   // the mail server does not know her address, or did not answer for days
)

// Notices is the room's door.
type Notices struct {
	r         *register.Register
	accounts  *account.Accounts
	catalogue *lang.Catalogue
	sender    mail.Sender
	origin    string
	domain    string // of Message-IDs
	pace      Pace
	queue     func() (*queue, error)
	running   *running
}

// Pace is how fast the queue works. Tests take a quicker one.
type Pace struct {
	Poll  time.Duration                   // how often it looks for letters
	Tend  time.Duration                   // how often links that were asked for are made
	Retry func(attempt int) time.Duration // the pause after a failed attempt, counted from 1
}

// DefaultPace looks twice a second; after a failure it waits 15 seconds, then twice as long each time, a quarter of an hour at
// most.
func DefaultPace() Pace {
	return Pace{Poll: 500 * time.Millisecond, Tend: 2 * time.Second, Retry: func(attempt int) time.Duration {
		return min(15*time.Second<<min(max(attempt-1, 0), 10), 15*time.Minute)
	}}
}

// New opens the room. Origin is the scheme and host people use; letters link there.
func New(r *register.Register, accounts *account.Accounts, catalogue *lang.Catalogue, sender mail.Sender, origin string) *Notices {
	n := &Notices{r: r, accounts: accounts, catalogue: catalogue, sender: sender, origin: origin, domain: domainOf(origin), pace: DefaultPace()}
	n.queue = opened(n)
	return n
}

// Paced sets how fast the queue works, before it is first used.
func (n *Notices) Paced(p Pace) *Notices {
	n.pace = p
	return n
}

var domainShape = regexp.MustCompile(`^[A-Za-z0-9.-]{1,120}$`)

func domainOf(origin string) string {
	if u, err := url.Parse(origin); err == nil && domainShape.MatchString(u.Hostname()) {
		return u.Hostname()
	}
	return "forum"
}

// wall is the machine's time, which queues follow.
func wall() *time.Time {
	now := clock.Wall()
	return &now
}
