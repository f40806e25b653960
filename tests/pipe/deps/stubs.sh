# Read by the cases here: a PATH that holds what install-deps itself uses, and stand-ins for the package managers that write
# what they are asked to ./asked. Those that install put the commands named in $provides on the PATH.
mkdir bin
for command in sh sed tr find head cat env chmod rm; do
    ln -s "$(command -v $command)" bin/$command
done
stub()
{
    cat >"bin/$1"
    chmod 755 "bin/$1"
}
for manager in apt-get dnf pacman brew; do
    stub $manager <<EOT
#!/bin/sh
echo "$manager \$*" >>'$PWD/asked'
[ ! -e '$PWD/refuse' ] || exit 100
case " \$* " in
*" update "*) exit 0 ;;
esac
for name in ${provides-}; do
    echo >'$PWD/bin/'\$name
    chmod 755 '$PWD/bin/'\$name
done
EOT
done
stub id <<EOT
#!/bin/sh
echo ${user-0}
EOT
mkdir lists
INSTALL_DEPS_OS=$PWD/os-release
INSTALL_DEPS_LISTS=$PWD/lists
PATH=$PWD/bin
unset INSTALL_DEPS
export INSTALL_DEPS_OS INSTALL_DEPS_LISTS PATH
