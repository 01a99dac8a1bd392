module cosell

go 1.19
