// What our server answers for a store that it does not know: a script that brings no widget.
