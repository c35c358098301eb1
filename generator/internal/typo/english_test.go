package typo

func englishExamples() []example {
	return []example{
		{`He said "yes" twice`, `He said “yes” twice`},
		{`"Read 'all' first"`, `“Read ‘all’ first”`},
		{`"Read "all" first"`, `“Read ‘all’ first”`},
		{`("yes")`, `(“yes”)`},
		{`It's the owners' right, isn't it?`, `It’s the owners’ right, isn’t it?`},
		{`'Twas 'tis rock 'n' roll '90s`, `’Twas ’tis rock ’n’ roll ’90s`},
		{`a 'small' one`, `a ‘small’ one`},
		{`the 1990's`, `the 1990’s`},
		{`a 24" screen`, `a 24" screen`},
		{`"a 24" screen"`, `“a 24" screen”`},
		{`And then...`, `And then…`},
		{`The price - without tax - rises`, `The price – without tax – rises`},
		{`The price -- without tax`, `The price – without tax`},
		{`The price---without tax`, `The price—without tax`},
		{`The price--without tax`, `The price—without tax`},
		{`pages 10--20, well-known, --strict`, `pages 10–20, well-known, --strict`},
		{`Why? Because: so; there!`, `Why? Because: so; there!`},
		{`16 GB, 5 km, 20 °C, 10 am, 3 million`, `16⍽GB, 5⍽km, 20⍽°C, 10⍽am, 3⍽million`},
		{`16GB, 10 %, 4 in a row, 5 m`, `16GB, 10 %, 4 in a row, 5 m`},
		{`1920x1080 and 2 x 4`, `1920×1080 and 2⍽×⍽4`},
		{`1 500 and 10,000`, `1 500 and 10,000`},
		{`Mr. Smith, p. 5, No. 3, Fig. 2`, `Mr.⍽Smith, p.⍽5, No.⍽3, Fig.⍽2`},
		{`see https://example.com/it's "so"`, `see https://example.com/it's “so”`},
		{`{{ "a" }} "b"`, `{{ "a" }} “b”`},
		{`one " alone`, `one " alone`},
		{`“typed” and « kept »`, `“typed” and « kept »`},
		{`1st, 2nd and 3rd`, `1st, 2nd and 3rd`},
		{`"⟦￼⟧" it's`, `“⟦￼⟧” it’s`},
	}
}
