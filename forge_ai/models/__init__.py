"""Models on this device: what each one is, where it lies, and how it gets in and out."""
