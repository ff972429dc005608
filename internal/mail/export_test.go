package mail

import (
	"crypto/x509"
	"time"
)

// Patient gives a sender another patience.
func Patient(s Sender, d time.Duration) Sender {
	out := s.(SMTP)
	out.timeout = d
	return out
}

// Trusting lets a sender trust a certificate of a test.
func Trusting(s Sender, c *x509.Certificate) Sender {
	out := s.(SMTP)
	out.roots = x509.NewCertPool()
	out.roots.AddCert(c)
	return out
}
