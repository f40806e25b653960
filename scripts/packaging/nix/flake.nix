# In a git checkout: nix build '.?dir=scripts/packaging/nix', nix develop '.?dir=scripts/packaging/nix'.
{
  description = "Filters that take a scan for corrupt videos to a Trakt.tv list";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in
    {
      packages = forEach (pkgs: {
        default = pkgs.stdenv.mkDerivation {
          pname = "cvi";
          version = "0.1.0";
          src = ../../..;

          nativeBuildInputs = [ pkgs.pkg-config ];
          buildInputs = with pkgs; [ curl jansson libyaml libzip pcre2 sqlite utf8proc zlib ];

          postPatch = "patchShebangs scripts";
          enableParallelBuilding = true;
          makeFlags = [ "MANIFEST=" ];
          preInstall = ''installFlagsArray+=("PREFIX=$out")'';
          doCheck = true;
          checkPhase = "scripts/packaging/try-programs build/bin scripts";

          # libcurl is loaded when the first request is sent. The fixup phase removes its path, because no program is linked with it.
          postFixup = ''
            for program in $out/bin/cvi-* $out/libexec/cvi/*; do
              ! isELF "$program" || patchelf --add-rpath ${pkgs.lib.getLib pkgs.curl}/lib "$program"
            done
          '';

          meta = {
            description = "Filters that take a scan for corrupt videos to a Trakt.tv list";
            license = pkgs.lib.licenses.mit;
            platforms = systems;
            mainProgram = "corrupt-video-inspector";
          };
        };
      });

      devShells = forEach (pkgs: {
        default = pkgs.mkShell {
          inputsFrom = [ self.packages.${pkgs.system}.default ];
          packages = with pkgs; [ ffmpeg jq shellcheck mandoc ];
        };
      });
    };
}
