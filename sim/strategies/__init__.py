"""What operators do: one strategy a file (floor 2). They write levers and never see members."""
