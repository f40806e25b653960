# Read by the cases here, with $top the top of the project: installations of programs that are nothing but names, given by
# `--- file cmd/NAME.c`. `give VERB ARGUMENT...` runs that make, `show DIRECTORY` lists all that is there with its mode.
mkdir -p build/bin scripts/packaging
cp "$top/scripts/packaging/install-files" scripts/packaging/
touch build/have-build
give()
{
    for source in cmd/*.c; do
        source=${source#cmd/}
        touch "build/bin/${source%.c}"
    done
    make -s -o all -f "$top/Makefile" "$@" >said
}
show()
{
    (cd "$1" && find . -printf '%M %p\n' | LC_ALL=C sort -k 2)
}
