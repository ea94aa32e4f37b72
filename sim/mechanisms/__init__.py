"""How members respond: one mechanism a file (floor 2). Importing one compiles nothing."""
