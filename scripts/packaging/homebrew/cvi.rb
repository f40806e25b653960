# `brew install --formula ./cvi.rb` works after url and sha256 are replaced by those of a published tarball of `make dist`.
class Cvi < Formula
  desc "Filters that take a scan for corrupt videos to a Trakt.tv list"
  homepage "https://packages.example.org/cvi"
  url "https://packages.example.org/cvi/cvi-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "pkgconf" => :build
  depends_on "curl"
  depends_on "jansson"
  depends_on "libyaml"
  depends_on "libzip"
  # cvi-scan and the reader of settings use system calls of Linux.
  depends_on :linux
  depends_on "pcre2"
  depends_on "sqlite"
  depends_on "utf8proc"
  depends_on "zlib"

  def install
    system "make", "install", "PREFIX=#{prefix}", "MANIFEST=", "LICENSEDIR=", "USER_UNITS="
  end

  test do
    (testpath/"scan.json").write '{"results":[{"filename":"/v/Heat (1995).mkv","status":"HEALTHY"}]}'
    assert_match '"title":"Heat","year":1995', shell_output("#{bin}/cvi-extract scan.json | #{bin}/cvi-parse")
    system bin/"import-gate", "--version"
  end
end
