"""Ears and mouth: the loop of a spoken conversation, and the engines that recognise and speak."""
