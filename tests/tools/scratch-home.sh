# Sourced by what runs a test: a home of its own in $scratch, and nothing of the developer's
# desktop.
unset WAYLAND_DISPLAY XDG_CURRENT_DESKTOP XDG_SESSION_TYPE GTK_THEME GTK_MODULES
export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/run
export XDG_CACHE_HOME=$scratch/cache XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data
export XDG_STATE_HOME=$scratch/state SECRET_FILE_TEST_PATH=$scratch/keyring
mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
