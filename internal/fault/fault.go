// Package fault holds the one error a person may meet. Every room below the doors answers with a *Fault: a reason a program
// can act on, and a message id with arguments that the door turns into a sentence in the reader's language. Nobody below the
// doors writes English to a person; the cause goes to the log only.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Reason says what kind of refusal it is; a door maps it to a status code.
type Reason int

// The reasons a use case can refuse for.
const (
	ReasonInvalid Reason = iota + 1
	ReasonUnauthenticated
	ReasonForbidden
	ReasonNotFound
	ReasonConflict
	ReasonTooMany
	ReasonUnavailable
)

// String names the reason for logs and tests.
func (r Reason) String() string {
	names := [...]string{"", "invalid", "unauthenticated", "forbidden", "not found", "conflict", "too many", "unavailable"}
	if r < 1 || int(r) >= len(names) {
		return fmt.Sprintf("reason(%d)", int(r))
	}
	return names[r]
}

// Args are the named values of a message; a value is a string, an int, a time.Time or another Message.
type Args map[string]any

// Message is a sentence that is not yet in any language.
type Message struct {
	ID   string
	Args Args
}

// Field is a message that belongs beside one field of a form.
type Field struct {
	Name string
	Message
}

// Fault is the one error type. Field messages come with ReasonInvalid only.
type Fault struct {
	Reason Reason
	Message
	Fields     []Field
	RetryAfter time.Duration
	Cause      error
}

// Error is for logs, not for people.
func (f *Fault) Error() string {
	s := f.Reason.String() + ": " + f.ID
	for _, field := range f.Fields {
		s += fmt.Sprintf(" [%s: %s]", field.Name, field.ID)
	}
	if f.Cause != nil {
		s += ": " + f.Cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Says builds one field message.
func Says(name, id string, args Args) Field {
	return Field{Name: name, Message: Message{ID: id, Args: args}}
}

// Invalid refuses a form; each field has its own sentence.
func Invalid(fields ...Field) *Fault {
	return &Fault{Reason: ReasonInvalid, Message: Message{ID: "fault.invalid"}, Fields: fields}
}

// Unauthenticated asks the person to sign in first.
func Unauthenticated() *Fault {
	return &Fault{Reason: ReasonUnauthenticated, Message: Message{ID: "fault.unauthenticated"}}
}

// Forbidden says why someone who may see a thing may not do this with it.
func Forbidden(id string, args Args) *Fault {
	return &Fault{Reason: ReasonForbidden, Message: Message{ID: id, Args: args}}
}

// NotFound is what a stranger gets, whether the thing exists or not.
func NotFound() *Fault {
	return &Fault{Reason: ReasonNotFound, Message: Message{ID: "fault.not_found"}}
}

// Conflict says that the world moved on: a stale version, a wrong state, a thing that exists already.
func Conflict(id string, args Args) *Fault {
	return &Fault{Reason: ReasonConflict, Message: Message{ID: id, Args: args}}
}

// TooMany asks to wait.
func TooMany(after time.Duration) *Fault {
	return &Fault{Reason: ReasonTooMany, Message: Message{ID: "fault.too_many"}, RetryAfter: after}
}

// Unavailable says that the forum cannot do this now, though nothing is wrong with the request.
func Unavailable(cause error) *Fault {
	return &Fault{Reason: ReasonUnavailable, Message: Message{ID: "fault.unavailable"}, RetryAfter: 5 * time.Second, Cause: cause}
}

// Is tells whether an error is a fault of that reason.
func Is(err error, reason Reason) bool {
	var f *Fault
	return errors.As(err, &f) && f.Reason == reason
}

// Fields collects field messages while a form is read; Err is nil when none was added.
type Fields []Field

// Add notes a message for a field.
func (f *Fields) Add(name, id string, args Args) { *f = append(*f, Says(name, id, args)) }

// Err turns what was collected into a fault.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return Invalid(f...)
}
