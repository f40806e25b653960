# Read by the cases here, with $top the top of the project: installations of programs that are nothing but names, given by
# `--- file cmd/NAME.c`. `give VERB ARGUMENT...` runs that make, `show DIRECTORY` lists all that is there with its mode.
mkdir -p build/bin build/completions/bash build/completions/zsh build/completions/fish scripts/packaging
cp "$top/scripts/packaging/install-files" scripts/packaging/
ln -s "$top/Makefile" .
touch build/have-build
give()
{
    for source in cmd/*.c; do
        source=${source#cmd/}
        touch "build/bin/${source%.c}"
    done
    for program in build/bin/* scripts/cvi-* scripts/corrupt-*; do
        [ -e "$program" ] || continue
        name=${program##*/}
        touch "build/completions/bash/$name" "build/completions/zsh/_$name" "build/completions/fish/$name.fish"
    done
    make -s -o all "$@" >said
}
show()
{
    (cd "$1" && find . -printf '%M %p\n' | LC_ALL=C sort -k 2)
}
