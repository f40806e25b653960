#!/bin/sh
# make.sh: makes the certificates of this directory again, with openssl. They are for local tests only,
# so their keys are not secret. They are files of the project, so that the tests do not need openssl.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/openssl.cnf" <<EOT
[ca]
default_ca = test
[test]
database = $work/index
serial = $work/serial
new_certs_dir = $work
private_key = $work/ca.key
certificate = ca.pem
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
EOT

key() # FILE
{
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1" 2>/dev/null
}

# Makes a file with the key and the certificate of a server, signed by ca.pem.
server() # NAME FROM UNTIL SUBJECT-ALT-NAMES
{
    key "$work/$1.key"
    printf 'subjectAltName = %s\n' "$4" >"$work/$1.ext"
    openssl req -new -key "$work/$1.key" -subj "/CN=cvi test $1" -config "$work/openssl.cnf" -out "$work/$1.csr"
    openssl ca -batch -notext -config "$work/openssl.cnf" -in "$work/$1.csr" -out "$work/$1.pem" -startdate "$2" -enddate "$3" \
        -extfile "$work/$1.ext" 2>/dev/null
    cat "$work/$1.key" "$work/$1.pem" >"$1.pem"
}

: >"$work/index"
echo 01 >"$work/serial"
key "$work/ca.key"
openssl req -new -key "$work/ca.key" -subj '/CN=cvi test authority' -config "$work/openssl.cnf" -out "$work/ca.csr"
openssl ca -batch -notext -selfsign -config "$work/openssl.cnf" -in "$work/ca.csr" -out ca.pem -extensions authority \
    -startdate 20200101000000Z -enddate 21200101000000Z 2>/dev/null
server good 20200101000000Z 21200101000000Z 'DNS:localhost, IP:127.0.0.1, DNS:api.trakt.tv, DNS:auth.trakt.tv'
server wrong-host 20200101000000Z 21200101000000Z 'DNS:example.com'
server expired 20200101000000Z 20200102000000Z 'DNS:localhost, IP:127.0.0.1'
