package mail

import "time"

// Patient gives a sender another patience.
func Patient(s Sender, d time.Duration) Sender {
	out := s.(SMTP)
	out.timeout = d
	return out
}
