# awk -v name=NAME -f block.awk README.md: the block behind the line <!-- pipe: NAME -->. Fails when there is none.
$0 == "<!-- pipe: " name " -->" { wanted = 1 }
/^```/ && inside { exit }
inside { print; lines++ }
/^```[a-z]+$/ && wanted { inside = 1 }
END { exit !lines }
