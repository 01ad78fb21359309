"""Streamlit components of qualcode's own."""
