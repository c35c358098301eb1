package floor

import "unicode/utf8"

// buffer is HTML in the making. It implements goldmark's util.BufWriter, so that goldmark appends to it directly
// rather than through a bufio.Writer of its own.
type buffer []byte

// add appends the strings.
func (b *buffer) add(parts ...string) {
	for _, s := range parts {
		*b = append(*b, s...)
	}
}

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

func (b *buffer) WriteString(s string) (int, error) {
	*b = append(*b, s...)
	return len(s), nil
}

func (b *buffer) WriteByte(c byte) error {
	*b = append(*b, c)
	return nil
}

func (b *buffer) WriteRune(r rune) (int, error) {
	before := len(*b)
	*b = utf8.AppendRune(*b, r)
	return len(*b) - before, nil
}

func (b *buffer) Available() int { return cap(*b) - len(*b) }
func (b *buffer) Buffered() int  { return 0 }
func (b *buffer) Flush() error   { return nil }
