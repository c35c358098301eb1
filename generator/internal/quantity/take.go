package quantity

// take lets a numeral join the number and tells whether it may.
func (s *speller) take(n numeral) bool {
	if s.closed && n.kind != plurals && n.kind != big {
		return false
	}
	switch n.kind {
	case add:
		return s.add(n)
	case score:
		if s.cur%100 == 4 && s.words > 0 && s.room == 0 {
			s.cur, s.room, s.least = s.cur+76, 20, 0
			return true
		}
		return s.add(n)
	case hundred:
		return s.hundred()
	case thousand:
		return s.thousand(n.value)
	case big:
		return s.big(n.value)
	}
	return s.collective(n)
}

// add adds a number below a hundred where there is room for it: nothing after
// trois, 1 to 9 after vingt, 7 to 9 after dix.
func (s *speller) add(n numeral) bool {
	if n.value >= s.room || n.value < s.least || n.value == 0 && s.words > 0 {
		return false
	}
	s.cur += n.value
	s.factor, s.linked, s.room, s.least = 1, false, n.room, 0
	switch n.value {
	case 0:
		s.limit = 0
	case 10:
		s.least = 7
	}
	return true
}

func (s *speller) hundred() bool {
	switch {
	case s.limit <= 100:
		return false
	case s.cur == 0 && s.room >= 1000:
		s.cur = 100
	case s.cur > 0 && s.cur < 10 && s.room == 0:
		s.cur *= 100
	default:
		return false
	}
	s.factor, s.room, s.least, s.linked = 1, 100, 0, false
	return true
}

func (s *speller) thousand(value int64) bool {
	if s.limit <= value {
		return false
	}
	s.low = max(s.cur, 1) * value
	s.cur, s.factor, s.limit, s.room, s.least, s.linked = 0, value, value, value, 0, false
	return true
}

func (s *speller) big(value int64) bool {
	count := s.low + s.cur
	if s.limit <= value || count == 0 {
		return false
	}
	s.high += count * value
	s.low, s.cur, s.factor, s.limit, s.room, s.least = 0, 0, value, value, 1000, 0
	s.linked, s.closed = true, false
	return true
}

// collective multiplies by a collective number, after which only de and a larger
// one may follow: une vingtaine de milliers.
func (s *speller) collective(n numeral) bool {
	count := s.low + s.cur
	if s.limit <= n.value || s.high > 0 || count == 0 && (n.kind == plurals || s.words > 0) || s.closed && s.factor >= n.value {
		return false
	}
	s.cur, s.low = max(count, 1)*n.value, 0
	s.factor, s.room, s.least = n.value, 0, 0
	s.linked, s.closed = true, true
	return true
}
